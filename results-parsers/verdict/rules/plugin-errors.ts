import { counted } from '../../core/counted.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { OWN_PLUGIN } from '../../sonobuoy/choose-plugin.ts';
import type { Rule } from './rule.ts';
import { whereItMaySayWhy } from './where-to-look.ts';

/** What one of Sonobuoy's errors means, in a sentence, and what to do about it. */
type Meaning = { text: string; remedy: string };

/** Sonobuoy reported no error of the plugin. */
export const pluginHadNoError: Rule = ({ evidence }) =>
  evidence.pluginErrors.map(({ value, path }) => {
    const meaning = meanings.map((read) => read(value, evidence)).find((found) => found !== undefined);
    return finding('plugin-error', {
      text: meaning?.text ?? `Sonobuoy reports that the plugin failed: ${value}`,
      remedy: meaning?.remedy ?? lookAtLog(evidence),
      evidence: [{ path, line: null }],
    });
  });

function lookAtLog(evidence: Evidence): string {
  const where = whereItMaySayWhy(evidence);
  if (where !== undefined) return `Look at ${where} for the cause, then run the plugin again.`;
  return `The archive contains no log of the plugin's pod. Run the plugin again, and while it runs look at its pod: \`kubectl describe pod --namespace ${namespaceOf(evidence)} --selector sonobuoy-plugin=${evidence.plugin?.name ?? OWN_PLUGIN}\`.`;
}

function namespaceOf({ sonobuoy }: Evidence): string {
  return sonobuoy.namespace ?? 'sonobuoy';
}

/** The first that knows the error counts. */
const meanings: readonly ((error: string, evidence: Evidence) => Meaning | undefined)[] = [
  podSecurity,
  refused,
  wrongArchitecture,
  imageNotPulled,
  notScheduled,
  outOfMemory,
  timeout,
];

function podSecurity(error: string, evidence: Evidence): Meaning | undefined {
  const level = /violates PodSecurity "([a-z]+)/.exec(error)?.[1];
  if (level === undefined) return undefined;
  const namespace = namespaceOf(evidence);
  return {
    text: `The plugin's pod was never created: Pod Security enforces the level ${level} in the namespace ${namespace}, and Sonobuoy's pods do not meet it. Sonobuoy reports: ${error}`,
    remedy: `Allow Sonobuoy's pods in the namespace, then run again: \`kubectl label --overwrite namespace ${namespace} pod-security.kubernetes.io/enforce=privileged\`. If something resets the label, exempt the namespace there.`,
  };
}

function refused(error: string): Meaning | undefined {
  if (/exceeded quota/.test(error)) {
    return {
      text: `The plugin's pod was never created: it exceeds a quota of its namespace. Sonobuoy reports: ${error}`,
      remedy: 'Raise or remove the quota of the namespace, or give the plugin smaller requests, then run again.',
    };
  }
  const isDenied = error.includes('admission webhook ') && error.includes(' denied');
  if (!isDenied && !error.includes('is forbidden')) return undefined;
  return {
    text: `The plugin's pod was never created: the cluster's admission refused it. Sonobuoy reports: ${error}`,
    remedy: "Exempt Sonobuoy's namespace from the policy that the error names, then run again.",
  };
}

function wrongArchitecture(error: string, { cluster }: Evidence): Meaning | undefined {
  if (!/exec format error/.test(error)) return undefined;
  const found = [...new Set((cluster.nodes?.kinds ?? []).flatMap(({ architecture }) => architecture ?? []))].sort();
  const nodes =
    found.length === 0
      ? 'The archive does not say which architecture the nodes have'
      : `The nodes are ${found.join(' and ')}`;
  const target = found.length === 0 ? "the node's architecture" : found.join(' and for ');
  return {
    text: `The plugin's program cannot run on its node: its image and the node have different architectures. ${nodes}. Sonobuoy reports: ${error}`,
    remedy: `Build the plugin's image for ${target} (docker/README.md), name it with \`--image\`, then run again. \`kubectl get nodes --label-columns kubernetes.io/arch\` shows each node's architecture.`,
  };
}

function imageNotPulled(error: string): Meaning | undefined {
  if (!/ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull/.test(error)) return undefined;
  return {
    text: `An image of the plugin's pod could not be pulled. Sonobuoy reports: ${error}`,
    remedy:
      'Name images that the nodes can pull: ours with `--image`, a mirror of the others with `--registry`, the secret for either with `--pull-secret`. Then run again.',
  };
}

function notScheduled(error: string): Meaning | undefined {
  if (!/unschedulable|could not be scheduled|can't be scheduled|nodes are available/i.test(error)) return undefined;
  return {
    text: `No node accepted the plugin's pod. Sonobuoy reports: ${error}`,
    remedy: "Make room on a node, let the plugin tolerate the node's taints, or let it request less; then run again.",
  };
}

function outOfMemory(error: string): Meaning | undefined {
  if (!/OOMKilled|exit code 137/.test(error)) return undefined;
  return {
    text: `The plugin's pod was killed, most likely because it ran out of memory. Sonobuoy reports: ${error}`,
    remedy: 'Give the plugin more memory, or fewer processes (SCS_PROCESSES), then run again.',
  };
}

function timeout(error: string, { sonobuoy, plugin }: Evidence): Meaning | undefined {
  if (!/timeout/i.test(error)) return undefined;
  const { timeoutSeconds } = sonobuoy;
  const limit = timeoutSeconds === null ? '' : ` of ${counted(timeoutSeconds, 'second')}`;
  const own =
    plugin?.kind === 'scs-networking'
      ? " Keep the plugin's own deadline (SCS_DEADLINE_SECONDS) some minutes shorter: at its deadline it hands over the results so far, which Sonobuoy does not."
      : '';
  return {
    text: `Sonobuoy's own time for the plugin${limit} ran out before the plugin had handed over its results, and Sonobuoy keeps no later ones. It reports: ${error}`,
    remedy: `Give it more time with \`sonobuoy run --timeout SECONDS\` (21600 by default), then run again.${own}`,
  };
}
