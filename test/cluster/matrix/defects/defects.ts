/** An object of the API, as far as defects look at it. */
export type ApiObject = {
  kind?: string;
  metadata: { uid: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
};
export type ApiEvent = { type: string; object: ApiObject };

/** What an engine is told in place of an event; null: nothing. */
export type Lie = (event: ApiEvent, plural: string) => ApiEvent | null;

type Rule = { from?: Peer[]; to?: Peer[]; ports?: Port[] };
type Peer = { ipBlock?: { cidr: string; except?: string[] } };
type Port = { protocol?: string; port?: string | number; endPort?: number };

function ofPolicies(read: (spec: Record<string, unknown>) => Record<string, unknown>): () => Lie {
  return () => (event, plural) => {
    const { object } = event;
    if (plural !== 'networkpolicies' || object.spec === undefined) return event;
    return { ...event, object: { ...object, spec: read(object.spec) } };
  };
}

function ofRules(read: (rule: Rule) => Rule): () => Lie {
  return ofPolicies((spec) => {
    const rules = (list: unknown): unknown => (Array.isArray(list) ? list.map((rule: Rule) => read(rule)) : list);
    return { ...spec, ingress: rules(spec['ingress']), egress: rules(spec['egress']) };
  });
}

function ofPorts(read: (port: Port) => Port): () => Lie {
  return ofRules(({ ports, ...rule }) => ({ ...rule, ...(ports === undefined ? {} : { ports: ports.map(read) }) }));
}

/** Labels once seen stay. */
function keepingLabels(kept: string): () => Lie {
  return () => {
    const seen = new Map<string, Record<string, string>>();
    return (event, plural) => {
      if (plural !== kept || event.type === 'BOOKMARK') return event;
      const { metadata } = event.object;
      const labels = { ...seen.get(metadata.uid), ...metadata.labels };
      seen.set(metadata.uid, labels);
      return { ...event, object: { ...event.object, metadata: { ...metadata, labels } } };
    };
  };
}

/**
 * Defects of a policy engine, each by what it is told in place of the truth: the engine itself is sound. Made anew for each start, as
 * some remember.
 */
export const defects = {
  'takes the first port of a range alone': ofPorts(({ endPort, ...port }) => port),
  'takes a range for all ports': ofPorts(({ endPort, protocol, ...port }) =>
    endPort === undefined
      ? { ...port, ...(protocol === undefined ? {} : { protocol }) }
      : { protocol: protocol ?? 'TCP' },
  ),
  'takes named ports for all ports': ofPorts((port) =>
    typeof port.port === 'string' ? { protocol: port.protocol ?? 'TCP' } : port,
  ),
  'ignores exceptions of blocks': ofRules(({ from, ...rule }) => ({
    ...rule,
    ...(from === undefined
      ? {}
      : { from: from.map((peer) => (peer.ipBlock ? { ipBlock: { cidr: peer.ipBlock.cidr } } : peer)) }),
  })),
  'isolates in both directions always': ofPolicies((spec) => ({ ...spec, policyTypes: ['Ingress', 'Egress'] })),
  'opens the ports of a rule for every peer': ofRules(({ from, to, ...rule }) => rule),
  'keeps labels of pods that were removed': keepingLabels('pods'),
  'keeps labels of namespaces that were removed': keepingLabels('namespaces'),
  'does not hear of changed and deleted policies': () => (event, plural) =>
    plural === 'networkpolicies' && ['MODIFIED', 'DELETED'].includes(event.type) ? null : event,
} as const satisfies Record<string, () => Lie>;
export type Defect = keyof typeof defects;
