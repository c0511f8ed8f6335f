import { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { asNumbers } from '../../../results-parsers/policy-model/defects/selector-defects.ts';
import type { ApiEvent, ApiObject, Lie, Spec } from './lie.ts';

/** Defects that are simulated, too: the engine is told of each policy what an engine with the defect would take it for. */
export const beliefs = {
  ...asSimulated(
    'crosses the ports and peers of egress rules',
    'keeps the last one of several rules with the same block',
    'leaves out rules with a named port and a block',
    'reads fifteen ports of a rule',
    'selects no pods to isolate by In with several values',
    'takes NotIn of several values for NotIn of any one of them',
  ),
  'compares label values that look like numbers as numbers': (): Lie => {
    const ofPolicies = believing('compares label values that look like numbers as numbers');
    return (event, plural) => (plural === 'pods' ? [withNumbers(event)] : ofPolicies(event, plural));
  },
} as const satisfies Record<string, () => Lie>;

function asSimulated<const Name extends string>(...names: readonly Name[]): Record<Name, () => Lie> {
  const entries = names.map((name): [Name, () => Lie] => [name, () => believing(name)]);
  return Object.fromEntries(entries) as Record<Name, () => Lie>;
}

/** @throws Error if no defect of that name is simulated */
function believing(defect: string): Lie {
  const believes = modelDefects.find(({ name }) => name === defect)?.believes;
  if (believes === undefined) throw new Error(`expected a simulated defect that misreads policies, found '${defect}'`);
  return (event, plural) => {
    if (plural !== 'networkpolicies' || event.type === 'BOOKMARK') return [event];
    const policy = NetworkPolicy.parse(event.object);
    const { policies } = believes({ namespaces: [], pods: [], policies: [policy] }, []);
    return policies.map(({ spec }) => ({ ...event, object: { ...event.object, spec: asStored(spec) } }));
  };
}

/** Without the lists of rules that are empty, which the API server never sends, and which the engine takes for something else than none. */
function asStored({ ingress, egress, ...spec }: NetworkPolicy['spec']): Spec {
  return { ...spec, ...(ingress?.length ? { ingress } : {}), ...(egress?.length ? { egress } : {}) };
}

function withNumbers(event: ApiEvent): ApiEvent {
  const { metadata } = event.object;
  const object: ApiObject = { ...event.object, metadata: { ...metadata, labels: asNumbers(metadata.labels ?? {}) } };
  return { ...event, object };
}
