import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DefaultRestrictionsFacts,
  SPEC_LIKE,
} from '../../../results-parsers/checks/default-restrictions/facts.ts';
import type { Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import { apiServerAddress, type ServedKind } from '../../cluster/discovery.ts';
import type { RunNamespace } from '../../cluster/run-namespaces.ts';
import { specNamespaceLabels } from '../../cluster/spec-like-objects.ts';
import type { CheckContext, CheckNamespace, Observer } from '../check.ts';
import { FRESH } from '../fresh-namespaces.ts';
import { type PodPlace, servingPods } from '../serving-pods.ts';
import { type FoundPolicies, findPolicies, restrictingSettings, servedPolicyKinds } from './found-policies.ts';
import { outsideTargets } from './outside-targets.ts';

/** How long an operator gets to put something into a new namespace. */
const APPEARANCE_MILLISECONDS = 15_000;
/**
 * With a final dot, so that it is looked up once and not below each of a pod's search domains. If the cluster's domain is another
 * one, cluster DNS answers that there is no such name, which is also an answer.
 */
const FULL_NAME = 'kubernetes.default.svc.cluster.local.';

/** How long to try a connection that may be blocked. */
const PROBE_SECONDS = 8;

export const observeDefaultRestrictions: Observer = async (context) => {
  const { cluster } = context;
  const served = await servedPolicyKinds(cluster);
  const clusterWide = await findPolicies(cluster, served.clusterWide, null);
  const settings = await restrictingSettings(cluster);
  const { fresh } = context.settings;
  const startedAt = fresh?.since ?? Date.now();
  const one = await context.namespace({ ...FRESH, ownLabels: false, ...madeBefore(fresh?.one) });
  const two = await context.namespace({ ...FRESH, ownLabels: false, ...madeBefore(fresh?.two) });
  const pods = await servingPods(context, one, two);
  await sleep(Math.max(0, startedAt + APPEARANCE_MILLISECONDS - Date.now()), undefined, { signal: context.signal });
  const appeared = await findPolicies(cluster, served.namespaced, [one, two]);
  const facts: DefaultRestrictionsFacts = {
    mechanisms: served.mechanisms,
    appeared: appeared.objects,
    appearedForSpecs: [],
    clusterWide: clusterWide.objects,
    settings,
    unlisted: [...clusterWide.unlisted, ...appeared.unlisted],
  };
  for (const [name, fact] of Object.entries(facts)) context.note(name, fact);
  const observed = [
    ...(await betweenPods(context, pods, '')),
    ...(await Promise.all(elsewhere(context, pods.client, await apiServerAddress(cluster)))),
  ];
  if (appeared.objects.length === 0 && observed.every((state) => state !== 'blocked')) return;
  const forSpecs = await likeTheSpecs(context, served.namespaced);
  context.note('appearedForSpecs', forSpecs.objects);
  context.note('unlisted', [...facts.unlisted, ...forSpecs.unlisted]);
};

function madeBefore(made: RunNamespace | undefined): Pick<CheckNamespace, 'made'> {
  return made === undefined ? {} : { made };
}

type Pods = Awaited<ReturnType<typeof servingPods>>;

/** All traffic that upstream's specs need: within a namespace and between two, in both directions. */
async function betweenPods(context: CheckContext, { client, neighbour, stranger }: Pods, prefix: string) {
  const ways: readonly [string, PodPlace, PodPlace][] = [
    ['within', client, neighbour],
    ['across', client, stranger],
    ['across-back', stranger, client],
  ];
  const protocols: readonly Protocol[] = ['TCP', 'UDP'];
  const probes = ways.flatMap(([way, from, to]) =>
    protocols.map(async (protocol) => {
      const { observed } = await context.probe({
        name: `${prefix}${way}-${protocol.toLowerCase()}`,
        from: { namespace: from.namespace, pod: from.pod },
        to: { what: `pod ${to.namespace}/${to.pod}`, address: to.address },
        protocol,
        port: to.port,
        expected: null,
        seconds: PROBE_SECONDS,
      });
      return observed;
    }),
  );
  return await Promise.all(probes);
}

function elsewhere(context: CheckContext, { namespace, pod }: PodPlace, apiServer: string) {
  const targets = [
    { name: 'dns', what: 'a service by its name', address: FULL_NAME, port: 443 },
    { name: 'api', what: 'the API server', address: apiServer, port: 443 },
    ...outsideTargets(context.settings.outsideTargets),
  ];
  return targets.map(async ({ name, what, address, port }) => {
    const { observed } = await context.probe({
      name,
      from: { namespace, pod },
      to: { what, address },
      protocol: 'TCP',
      port,
      expected: null,
      seconds: PROBE_SECONDS,
    });
    return observed;
  });
}

async function likeTheSpecs(context: CheckContext, kinds: readonly ServedKind[]): Promise<FoundPolicies> {
  const labels = specNamespaceLabels(context.runId);
  const startedAt = Date.now();
  const request = { purpose: 'spec-like', podSecurity: null, labels, ownLabels: false } as const;
  const one = await context.namespace(request);
  const two = await context.namespace(request);
  const pods = await servingPods(context, one, two);
  await sleep(Math.max(0, startedAt + APPEARANCE_MILLISECONDS - Date.now()), undefined, { signal: context.signal });
  const found = await findPolicies(context.cluster, kinds, [one, two]);
  await betweenPods(context, pods, SPEC_LIKE);
  return found;
}
