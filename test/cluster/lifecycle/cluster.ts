import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { execa } from 'execa';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { buildSideBySide } from '../builds/build-side-by-side.ts';
import { exists } from '../builds/cached-artifact.ts';
import { components } from '../builds/components.ts';
import { ensurePackages } from '../builds/debian-packages.ts';
import { buildBatch, buildBatches, type CachedBinary, goVersion, isBuilt, locateBinary } from '../builds/go-build.ts';
import { buildImage, type CachedImage, inBuildDirectory, isImageBuilt, locateImage } from '../builds/image-build.ts';
import { imageRecipes } from '../builds/images.ts';
import { type KubernetesVersion, readKubernetesVersion } from '../builds/kubernetes-version.ts';
import { readSonobuoyVersion } from '../builds/sonobuoy-version.ts';
import { TESTED_SONOBUOY } from '../builds/tested-sonobuoy.ts';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDns, waitForDns } from '../control-plane/dns.ts';
import { switchEngine } from '../engines/policy-engine.ts';
import { switchIngress } from '../ingress/ingress-controller.ts';
import { processesOf } from '../machine/cgroups.ts';
import { removeMachine } from '../machine/machine.ts';
import { bootNodes, nodeOf, nodesOf } from '../nodes/nodes.ts';
import {
  importImage,
  startContainerd,
  startKubelet,
  startKubeProxy,
  waitForNode,
  waitForRegistration,
} from '../nodes/worker.ts';
import { switchAdminPolicyApi } from '../policies/admin-policy-api.ts';
import { switchDefaultPolicies } from '../policies/default-policies.ts';
import { type ClusterLayout, clusterLayout } from '../state/layout.ts';
import {
  type AdminPolicyApi,
  apiOfEngine,
  type ClusterState,
  type DefaultPolicies,
  describeEngine,
  describeIngress,
  describeNodes,
  type Engine,
  findState,
  type Ingress,
  type IpFamily,
  NO_DEFAULT_POLICIES,
  NO_INGRESS,
  readState,
  writeState,
} from '../state/state.ts';
import { Steps } from './steps.ts';

export interface ClusterOptions {
  readonly name: string;
  readonly kubernetes: string;
  /** By default the one that tests run with. */
  readonly sonobuoy?: string;
  readonly engine: Engine;
  /** Settings of Cilium's agent, as `key=value`; none on other engines. */
  readonly ciliumOptions?: readonly string[];
  /** By default what the engine enforces. */
  readonly adminPolicyApi?: AdminPolicyApi;
  readonly defaultPolicies?: DefaultPolicies;
  /** By default none. */
  readonly ingress?: Ingress;
  /** By default one. */
  readonly nodes?: 1 | 2;
  /** By default IPv4. */
  readonly ipFamily?: IpFamily;
}

/** Everything a cluster is made of, in the cache. */
export interface Parts {
  readonly kubernetes: KubernetesVersion;
  readonly binaries: readonly CachedBinary[];
  readonly images: readonly CachedImage[];
}

/** What decides which binaries a cluster is built from. */
export type Buildable = Pick<ClusterOptions, 'kubernetes' | 'sonobuoy' | 'engine' | 'ingress'>;

/** The binaries of a cluster and their places in the cache, whether they are there or not. */
async function locateBinaries({ kubernetes, sonobuoy = TESTED_SONOBUOY, engine, ingress }: Buildable) {
  const versions = {
    kubernetes: await readKubernetesVersion(kubernetes),
    sonobuoy: await readSonobuoyVersion(sonobuoy),
  };
  const toolchain = await goVersion();
  const wanted = await components(versions.kubernetes, versions.sonobuoy, engine, ingress);
  return { ...versions, binaries: await Promise.all(wanted.map((component) => locateBinary(component, toolchain))) };
}

/** Whether the cache has every binary of a cluster. */
export async function areBuilt(options: Buildable): Promise<boolean> {
  const { binaries } = await locateBinaries(options);
  return (await withoutBuilt(binaries, isBuilt)).length === 0;
}

/** Builds what the cache does not have yet. */
export async function buildParts(options: Buildable, say: (line: string) => void): Promise<Parts> {
  await ensurePackages(options.engine, say);
  const { kubernetes, sonobuoy, binaries } = await locateBinaries(options);
  const recipes = await imageRecipes(kubernetes, sonobuoy);
  const images = await Promise.all(recipes.map((recipe) => locateImage(recipe, binaries)));

  const missingBinaries = await withoutBuilt(binaries, isBuilt);
  const missingImages = await withoutBuilt(images, isImageBuilt);
  const steps = new Steps(buildBatches(missingBinaries).length + missingImages.length, say);
  await buildSideBySide(missingBinaries, (batch) => {
    const names = batch.map(({ component }) => component.name).join(', ');
    return steps.run(`build ${names}`, () => buildBatch(batch));
  });
  for (const image of missingImages) {
    await steps.run(`build image ${image.recipe.reference}`, () => buildImage(image, binaries));
  }
  return { kubernetes, binaries, images };
}

async function withoutBuilt<T>(all: readonly T[], built: (one: T) => Promise<boolean>): Promise<T[]> {
  const there = await Promise.all(all.map(built));
  return all.filter((_, index) => !there[index]);
}

/** Starts a cluster, or brings one that runs to the engine asked for. When it fails, nothing of it stays. */
export async function up(options: ClusterOptions, say: (line: string) => void): Promise<ClusterState> {
  const layout = clusterLayout(options.name);
  const running = await findState(layout);
  if (running !== undefined && (await processesOf(options.name)).includes(running.machines[0].init)) {
    return adjust(running, options, say);
  }
  refuseUntried(options);
  const parts = await buildParts(options, say);
  await removeMachine(layout);
  try {
    return await start(layout, parts, options, say);
  } catch (error) {
    await removeMachine(layout);
    throw error;
  }
}

function refuseUntried({ engine, ipFamily }: ClusterOptions): void {
  if (engine !== 'cilium' || ipFamily !== 'ipv6') return;
  throw new ScsNetworkingError(
    'USAGE',
    'expected IP family ipv4 or dual for engine cilium, found ipv6, with which it was never tried here: choose another --engine or --ip-family',
  );
}

async function adjust(
  running: ClusterState,
  options: ClusterOptions,
  say: (line: string) => void,
): Promise<ClusterState> {
  const { sonobuoy = TESTED_SONOBUOY } = options;
  for (const [what, wanted, found] of [
    ['Kubernetes', options.kubernetes, running.kubernetes],
    ['Sonobuoy', sonobuoy, running.sonobuoy],
  ]) {
    if (wanted === found) continue;
    throw new ScsNetworkingError(
      'USAGE',
      `expected ${what} ${wanted} in cluster ${running.name}, found ${found} running; ` +
        'take it down first or choose another --name',
    );
  }
  const { ciliumOptions = [] } = options;
  const wanted = describeNodes(options);
  const found = describeNodes({ nodes: running.machines.length, ipFamily: running.ipFamily });
  if (wanted !== found) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected ${wanted} in cluster ${running.name}, found ${found} running; take it down first or choose another --name`,
    );
  }
  const isSameEngine = running.engine === options.engine && isDeepStrictEqual(running.ciliumOptions, ciliumOptions);
  if (isSameEngine && !mustStartAnew(running, options)) return await adjustAdditions(running, options, say);
  if (!isSameEngine && [running.engine, options.engine].includes('cilium')) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected engine ${describeEngine(options)} in cluster ${running.name}, found ${describeEngine(running)} running; ` +
        'Cilium connects the pods, so a running cluster cannot change to it, from it or its options: take it down first or choose another --name',
    );
  }
  const { binaries } = await buildParts(options, say);
  await placeBinaries(clusterLayout(running.name), binaries);
  say(`switching the policy engine of ${running.name} from ${running.engine} to ${options.engine}`);
  const nodes = nodesOf(running);
  // An engine must find what it enforces when it starts.
  await Promise.all(nodes.map((node) => switchEngine(node, 'none', [])));
  const adjusted = await adjustAdditions({ ...running, engine: options.engine }, options, say);
  await Promise.all(nodes.map((node) => switchEngine(node, options.engine, [])));
  return adjusted;
}

/** Whether the engine has to find definitions that it watches anew. */
function mustStartAnew(
  running: ClusterState,
  { engine, adminPolicyApi = apiOfEngine(engine) }: ClusterOptions,
): boolean {
  return apiOfEngine(engine) !== 'none' && running.adminPolicyApi !== adminPolicyApi;
}

/** Serves the policies for administrators, makes the default policies and runs the Ingress controller that are asked for. */
async function adjustAdditions(
  running: ClusterState,
  options: ClusterOptions,
  say: (line: string) => void,
): Promise<ClusterState> {
  const { adminPolicyApi = apiOfEngine(options.engine, options.ciliumOptions), defaultPolicies = NO_DEFAULT_POLICIES } =
    options;
  const { ingress = NO_INGRESS } = options;
  const node = nodeOf(running);
  if (running.adminPolicyApi !== adminPolicyApi) {
    say(`switching policy.networking.k8s.io of ${running.name} from ${running.adminPolicyApi} to ${adminPolicyApi}`);
    await switchAdminPolicyApi(node, adminPolicyApi);
  }
  if (!isDeepStrictEqual(running.defaultPolicies, defaultPolicies)) {
    say(
      `switching the default policies of ${running.name} from ${running.defaultPolicies.kind} to ${defaultPolicies.kind}`,
    );
    await switchDefaultPolicies(node, defaultPolicies);
  }
  if (!isDeepStrictEqual(running.ingress, ingress)) {
    const { binaries } = await buildParts(options, say);
    await placeBinaries(clusterLayout(running.name), binaries);
    const [from, to] = [running.ingress, ingress].map(describeIngress);
    say(`switching the Ingress controller of ${running.name} from ${from} to ${to}`);
    await switchIngress(node, ingress);
  }
  const adjusted = { ...running, adminPolicyApi, defaultPolicies, ingress };
  await writeState(adjusted);
  return adjusted;
}

async function placeBinaries(layout: ClusterLayout, binaries: readonly CachedBinary[]): Promise<void> {
  for (const { component, path } of binaries) {
    for (const name of component.calledAs ?? [component.name]) {
      const place = join(layout.bin, name);
      if (!(await exists(place))) await symlink(path, place);
    }
  }
}

async function start(
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
      // The ranges of addresses for pods are given to nodes in the order in which they come.
      if (count > 1) await waitForRegistration(each);
    }
  });
  await steps.run(
    `policy.networking.k8s.io: ${adminPolicyApi}, default policies: ${defaultPolicies.kind}`,
    async () => {
      if (adminPolicyApi !== 'none') await switchAdminPolicyApi(node, adminPolicyApi);
      if (defaultPolicies.kind !== 'none') await switchDefaultPolicies(node, defaultPolicies);
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

/** Takes a cluster down, whatever state it is in. */
export async function down(name: string): Promise<void> {
  await removeMachine(clusterLayout(name));
}

/** Imports an image into a running cluster: a docker archive, or an image in the storage of buildah and podman by its name. */
export async function load(name: string, image: string): Promise<void> {
  const state = await readState(clusterLayout(name));
  if (await exists(image)) {
    await importOnEach(state, image);
    return;
  }
  await inBuildDirectory(async (directory) => {
    const path = join(directory, 'image.tar');
    try {
      await execa('buildah', ['push', image, `docker-archive:${path}:${image}`]);
    } catch (cause) {
      const expected =
        'expected a docker archive, or the name of an image that buildah or podman built on this machine';
      throw new ScsNetworkingError('USAGE', `${expected}, found neither: ${image}`, { cause });
    }
    await importOnEach(state, path);
  });
}

/** Imports a docker archive into each of a running cluster's nodes. */
export async function importOnEach(state: ClusterState, path: string): Promise<void> {
  await Promise.all(nodesOf(state).map((node) => importImage(node, { path })));
}
