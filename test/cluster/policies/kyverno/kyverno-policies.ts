import type { KyvernoPolicies } from '../../state/state.ts';
import { DENY, ISOLATE, LEFT_OUT, SONOBUOY } from '../network-policies.ts';

/** A policy of Kyverno, as the API server accepts it. */
export interface KyvernoPolicy {
  readonly apiVersion: string;
  readonly kind: 'ClusterPolicy' | 'GeneratingPolicy';
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

/** Kyverno's own namespace, which the policies exempt, as its documentation advises. */
export const KYVERNO_NAMESPACE = 'kyverno';
/** The name of each generated policy. */
const GENERATED = 'default-policy';

/** Everything but the service from which virtual machines learn their keys, in nearly all clouds. */
const BLOCK_METADATA = {
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }],
};

const SPARED = [...LEFT_OUT, KYVERNO_NAMESPACE];

/** @param exempt a label of namespaces that are exempt; null: no label exempts any */
export function kyvernoPolicy(kind: KyvernoPolicies, exempt: string | null): KyvernoPolicy {
  switch (kind) {
    case 'kyverno-deny-all':
      return generating('add-networkpolicy', DENY, [...SPARED, SONOBUOY], exempt);
    case 'kyverno-deny-sonobuoy':
      return generating('add-networkpolicy', DENY, SPARED, exempt);
    case 'kyverno-isolate':
      return generating('isolate-namespaces', ISOLATE, [...SPARED, SONOBUOY], exempt);
    case 'kyverno-metadata':
      return generating('block-metadata', BLOCK_METADATA, [...SPARED, SONOBUOY], exempt);
    case 'kyverno-generating-policy':
      return generatingByCel('add-networkpolicy', [...SPARED, SONOBUOY], exempt);
    case 'kyverno-refuse-pods':
      return onPods('require-run-as-nonroot', exempt, {
        validate: {
          failureAction: 'Enforce',
          message: 'Running as root is not allowed.',
          pattern: { spec: { securityContext: { runAsNonRoot: true } } },
        },
      });
    case 'kyverno-change-pods':
      return onPods('replace-image-registry', exempt, {
        mutate: {
          foreach: [
            {
              list: 'request.object.spec.containers',
              patchStrategicMerge: {
                spec: { containers: [{ name: '{{ element.name }}', image: 'mirror.example.org/{{ element.image }}' }] },
              },
            },
          ],
        },
      });
  }
}

const namespaces = (more: object) => ({ resources: { kinds: ['Namespace'], ...more } });
const hasLabel = (key: string) => ({ matchExpressions: [{ key, operator: 'Exists' }] });

/** A rule that generates policies in the way that Kyverno's documentation shows. */
function generating(name: string, spec: object, names: readonly string[], exempt: string | null): KyvernoPolicy {
  const spared = [namespaces({ names }), ...(exempt === null ? [] : [namespaces({ selector: hasLabel(exempt) })])];
  return clusterPolicy(name, {
    match: { any: [namespaces({})] },
    exclude: { any: spared },
    generate: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name: GENERATED,
      namespace: '{{request.object.metadata.name}}',
      synchronize: true,
      data: { spec },
    },
  });
}

/** The same rule as one of the kinds with CEL, which will replace ClusterPolicy. */
function generatingByCel(name: string, names: readonly string[], exempt: string | null): KyvernoPolicy {
  const conditions = [
    `!(object.metadata.name in ${JSON.stringify(names)})`,
    ...(exempt === null ? [] : [`!(has(object.metadata.labels) && '${exempt}' in object.metadata.labels)`]),
  ];
  const generated = `[{
    "apiVersion": dyn("networking.k8s.io/v1"),
    "kind": dyn("NetworkPolicy"),
    "metadata": dyn({"name": "${GENERATED}"}),
    "spec": dyn({"podSelector": dyn({}), "policyTypes": dyn(["Ingress", "Egress"])})
  }]`;
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'GeneratingPolicy',
    metadata: { name },
    spec: {
      evaluation: { synchronize: { enabled: true } },
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['namespaces'] }],
      },
      matchConditions: conditions.map((expression, index) => ({ name: `spared-${index}`, expression })),
      variables: [{ name: 'generated', expression: generated }],
      generate: [{ expression: 'generator.apply(object.metadata.name, variables.generated)' }],
    },
  };
}

/** A rule about pods of all namespaces except the exempt ones. */
function onPods(name: string, exempt: string | null, rule: object): KyvernoPolicy {
  const pods = (more: object) => ({ resources: { kinds: ['Pod'], ...more } });
  const spared = [
    pods({ namespaces: [...SPARED, SONOBUOY] }),
    ...(exempt === null ? [] : [pods({ namespaceSelector: hasLabel(exempt) })]),
  ];
  return clusterPolicy(name, { match: { any: [pods({})] }, exclude: { any: spared }, ...rule });
}

function clusterPolicy(name: string, rule: object): KyvernoPolicy {
  return {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name },
    spec: { rules: [{ name, ...rule }] },
  };
}
