import { join } from 'node:path';
import {
  apiOfEngine,
  type ClusterState,
  isCilium,
  isKyverno,
  NO_DEFAULT_POLICIES,
  NO_INGRESS,
} from '../state/state.ts';
import { ciliumComponents } from './cilium.ts';
import type { Component } from './component.ts';
import { controllerComponent } from './ingress-controllers.ts';
import { kubeRouterComponent } from './kube-router.ts';
import type { KubernetesVersion } from './kubernetes-version.ts';
import { kyvernoComponents } from './kyverno.ts';
import { moduleDirectory, requiredVersion } from './pins.ts';
import type { SonobuoyVersion } from './sonobuoy-version.ts';

/** Our own main programs, which import the same packages as upstream's. */
const PROGRAMS = join(import.meta.dirname, 'programs');

/** The programs that programs/kubernetes.go contains. */
const KUBERNETES_PROGRAMS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet'];

/** The options that decide which binaries a cluster has in addition to those of its versions. */
type Additions = Pick<ClusterState, 'engine'> & Partial<Pick<ClusterState, 'ingress' | 'defaultPolicies'>>;

/** Every binary of a cluster of these versions; among binaries with the same pins, earlier ones speed up later ones. */
export async function components(
  kubernetes: KubernetesVersion,
  sonobuoy: SonobuoyVersion,
  { engine, ingress = NO_INGRESS, defaultPolicies = NO_DEFAULT_POLICIES }: Additions,
): Promise<Component[]> {
  const { controller } = ingress;
  const [major = '', minor = ''] = kubernetes.version.slice(1).split('.');
  const versionValues = Object.fromEntries(
    ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((pkg) => [
      [`${pkg}.gitVersion`, kubernetes.version],
      [`${pkg}.gitMajor`, major],
      [`${pkg}.gitMinor`, minor],
      [`${pkg}.gitTreeState`, 'clean'],
    ]),
  );
  const fromKubernetes = (name: string, path: string): Component => ({
    name,
    directory: kubernetes.directory,
    package: `k8s.io/kubernetes/${path}`,
    linkTimeValues: versionValues,
  });

  const containerd = moduleDirectory('containerd');
  const containerdVersion = await requiredVersion(containerd, 'github.com/containerd/containerd/v2');
  const fromContainerd = (name: string): Component => ({
    name,
    directory: containerd,
    package: `github.com/containerd/containerd/v2/cmd/${name}`,
    linkTimeValues: { 'github.com/containerd/containerd/v2/version.Version': containerdVersion },
    // Leaves out what the test cluster does not use: it keeps images in overlayfs and sends no traces.
    tags: ['no_devmapper', 'no_tracing', 'no_zfs'],
  });

  return [
    {
      name: 'kubernetes',
      calledAs: KUBERNETES_PROGRAMS,
      directory: kubernetes.directory,
      package: join(PROGRAMS, 'kubernetes.go'),
      linkTimeValues: versionValues,
    },
    fromKubernetes('kubectl', 'cmd/kubectl'),
    fromKubernetes('go-runner', 'test/conformance/image/go-runner'),
    fromKubernetes('agnhost', 'test/images/agnhost'),
    {
      name: 'ginkgo',
      directory: kubernetes.directory,
      package: 'github.com/onsi/ginkgo/v2/ginkgo',
      linkTimeValues: versionValues,
    },
    { ...fromKubernetes('e2e.test', 'test/e2e'), isTest: true },
    { name: 'etcd', directory: moduleDirectory('etcd'), package: 'go.etcd.io/etcd/server/v3', linkTimeValues: {} },
    fromContainerd('containerd'),
    fromContainerd('containerd-shim-runc-v2'),
    fromContainerd('ctr'),
    {
      name: 'coredns',
      directory: moduleDirectory('coredns'),
      package: join(PROGRAMS, 'coredns.go'),
      linkTimeValues: {},
    },
    sonobuoyComponent(sonobuoy),
    policyEngine('standard'),
    ...(apiOfEngine(engine) === 'none' ? [] : [policyEngine(engine)]),
    ...(engine === 'kube-router' ? [await kubeRouterComponent()] : []),
    ...(isCilium(engine) ? await ciliumComponents(engine) : []),
    ...(controller === 'none' ? [] : [await controllerComponent(controller)]),
    ...(isKyverno(defaultPolicies.kind) ? await kyvernoComponents() : []),
  ];
}

export function sonobuoyComponent({ version, directory, goPatches }: SonobuoyVersion): Component {
  return {
    name: 'sonobuoy',
    directory,
    package: 'github.com/vmware-tanzu/sonobuoy',
    // The tag's own source may name the version before it, which would change the image that Sonobuoy deploys.
    linkTimeValues: { 'github.com/vmware-tanzu/sonobuoy/pkg/buildinfo.Version': version },
    goPatches,
  };
}

/** kube-network-policies in one of its variants, which policyEngineName names. */
function policyEngine(variant: string): Component {
  return {
    name: policyEngineName(variant),
    directory: moduleDirectory('policy-engine'),
    package: `sigs.k8s.io/kube-network-policies/cmd/kube-network-policies/${variant}`,
    linkTimeValues: {},
  };
}

/** @param variant a directory of its commands, such as `npa-v1alpha2` */
export function policyEngineName(variant: string): string {
  return variant === 'standard' ? 'kube-network-policies' : `kube-network-policies-${variant}`;
}

export function coreDnsVersion(): Promise<string> {
  return requiredVersion(moduleDirectory('coredns'), 'github.com/coredns/coredns');
}

export function policyEngineVersion(): Promise<string> {
  return requiredVersion(moduleDirectory('policy-engine'), 'sigs.k8s.io/kube-network-policies');
}
