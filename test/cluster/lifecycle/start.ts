import { mkdir } from 'node:fs/promises';
import { type Parts, placeBinaries } from '../builds/build-parts.ts';
import { TESTED_SONOBUOY } from '../builds/tested-versions.ts';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDns, waitForDns } from '../control-plane/dns.ts';
import { switchEngine } from '../engines/policy-engine.ts';
import { switchIngress } from '../ingress/ingress-controller.ts';
import { bootNodes } from '../nodes/nodes.ts';
import {
  importImage,
  registerNode,
  startContainerd,
  startKubelet,
  startKubeProxy,
  waitForNode,
} from '../nodes/worker.ts';
import { switchAdminPolicyApi } from '../policies/admin-policy-api.ts';
import { switchDefaultPolicies } from '../policies/default-policies.ts';
import { Steps } from '../progress/steps.ts';
import type { ClusterOptions } from '../state/cluster-options.ts';
import type { ClusterLayout } from '../state/layout.ts';
import {
  apiOfEngine,
  type ClusterState,
  describeEngine,
  describeIngress,
  NO_DEFAULT_POLICIES,
  NO_INGRESS,
  writeState,
} from '../state/state.ts';

/** Starts a cluster of these parts. Nothing of an earlier one of its name may be left. */
export async function start(
  layout: ClusterLayout,
  { kubernetes, binaries, images }: Parts,
  options: ClusterOptions,
  say: (line: string) => void,
): Promise<ClusterState> {
  const { engine, ciliumOptions = [], ingress = NO_INGRESS, nodes: count = 1, ipFamily = 'ipv4' } = options;
  const { adminPolicyApi = apiOfEngine(engine, ciliumOptions), defaultPolicies = NO_DEFAULT_POLICIES } = options;
  const steps = new Steps(10, say);
  const all = await steps.run(count === 1 ? 'boot the node' : `boot ${count} nodes`, async () => {
    await mkdir(layout.bin, { recursive: true });
    await placeBinaries(layout, binaries);
    return await bootNodes({ name: options.name, nodes: count, ipFamily, kubernetes, engine });
  });
  const [node] = all;
  await steps.run(`start the control plane, Kubernetes ${kubernetes.version}`, () =>
    Promise.all([startControlPlane(node), ...all.map(startContainerd)]),
  );
  await steps.run(`import ${images.length} images`, async () => {
    for (const image of images) {
      await Promise.all(all.map((each) => importImage(each, image)));
    }
  });
  await steps.run(count === 1 ? 'join the node' : 'join the nodes', async () => {
    for (const each of all) {
      await startKubelet(each);
      await startKubeProxy(each);
      await registerNode(each);
    }
  });
  await steps.run(
    `policy.networking.k8s.io: ${adminPolicyApi}, default policies: ${defaultPolicies.kind}`,
    async () => {
      if (adminPolicyApi !== 'none') await switchAdminPolicyApi(node, adminPolicyApi);
      if (defaultPolicies.kind !== 'none') await switchDefaultPolicies(node, NO_DEFAULT_POLICIES, defaultPolicies);
    },
  );
  await steps.run(`policy engine: ${describeEngine(options)}`, () =>
    Promise.all(all.map((each) => switchEngine(each, engine, ciliumOptions))),
  );
  await steps.run(count === 1 ? 'wait for the node' : 'wait for the nodes', async () => {
    for (const each of all) await waitForNode(each);
  });
  await steps.run('start cluster DNS', () => startDns(node));
  await steps.run('wait for cluster DNS', () => waitForDns(node));
  await steps.run(`Ingress controller: ${describeIngress(ingress)}`, async () => {
    if (ingress.controller !== 'none') await switchIngress(node, ingress);
  });
  const { name, kubernetes: minor, sonobuoy = TESTED_SONOBUOY } = options;
  const versions = { kubernetes: minor, sonobuoy };
  const [first, ...others] = all;
  const state: ClusterState = {
    ...{ name, ...versions, engine, ciliumOptions, adminPolicyApi, defaultPolicies, ingress, ipFamily },
    machines: [first.machine, ...others.map(({ machine }) => machine)],
  };
  await writeState(state);
  return state;
}
