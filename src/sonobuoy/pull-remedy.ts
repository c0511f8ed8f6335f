import type { ImagePull } from '../cluster/pod-obstacle.ts';

type Cause = 'busy' | 'denied' | 'not-found' | 'unreachable' | 'unknown';

const CAUSES: readonly (readonly [Cause, RegExp])[] = [
  ['busy', /toomanyrequests|too many requests|rate limit|\b429\b/i],
  // Docker Hub also denies what is not there.
  ['denied', /denied|unauthorized|forbidden|authori[sz]ation|authentication|\b40[13]\b/i],
  ['not-found', /not found|notfound|manifest unknown|name unknown|does not exist|\b404\b/i],
  [
    'unreachable',
    /dial tcp|no such host|no route|unreachable|refused|timeout|timed out|deadline exceeded|\bEOF\b|x509/i,
  ],
];

function causeOf(reason: string | null): Cause {
  return CAUSES.find(([, words]) => reason !== null && words.test(reason))?.[0] ?? 'unknown';
}

/** Whether it will pass by itself, as a registry's limit of pulls does. */
export function mayPass({ reason }: ImagePull): boolean {
  return causeOf(reason) === 'busy';
}

/** The options of `run` that name the image of a container. Sonobuoy's own image has the aggregator and the worker. */
const OPTIONS: Readonly<Record<string, string>> = { 'install-runner': '--image', plugin: '--conformance-image' };

const LIST = '`scs-networking images` lists the images that it must have';

/** What to do about an image that cannot be pulled, by the kubelet's reason. */
export function pullRemedy({ container, reason }: ImagePull): string {
  const option = OPTIONS[container] ?? '--sonobuoy-image';
  const cause = causeOf(reason);
  switch (cause) {
    case 'not-found':
      return `Name an image that is there with ${option}, or a registry that holds all images with --registry (${LIST}).`;
    case 'denied':
      return `Name a secret that may pull it with --pull-secret; if the image is not there at all, name another one with ${option}, or a registry with --registry (${LIST}).`;
    case 'unreachable':
      return `Name a registry that the nodes can reach with --registry (${LIST}), or this image alone with ${option}.`;
    case 'busy':
      return `The registry limits pulls: retry later, name a secret with --pull-secret, or another registry with --registry (${LIST}).`;
    case 'unknown':
      return `Name another image with ${option}, a registry that holds all images with --registry (${LIST}), or a secret for pulling with --pull-secret.`;
    default:
      return cause satisfies never;
  }
}
