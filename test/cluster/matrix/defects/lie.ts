/** An object of the API, as far as defects look at it. */
export type ApiObject = {
  kind?: string;
  metadata: { uid: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
};
export type ApiEvent = { type: string; object: ApiObject };

/** What an engine is told in place of an event; empty: nothing. */
export type Lie = (event: ApiEvent, plural: string) => readonly ApiEvent[];

export type Spec = Record<string, unknown>;
export type Rule = { from?: Peer[]; to?: Peer[]; ports?: Port[] };
export type Peer = { ipBlock?: { cidr: string; except?: string[] } };
export type Port = { protocol?: string; port?: string | number; endPort?: number };

export function ofPolicies(read: (spec: Spec) => Spec): () => Lie {
  return () => (event, plural) => {
    const { object } = event;
    if (plural !== 'networkpolicies' || object.spec === undefined) return [event];
    return [{ ...event, object: { ...object, spec: read(object.spec) } }];
  };
}

export function ofRules(read: (rule: Rule) => Rule): () => Lie {
  return ofPolicies((spec) => {
    const rules = (list: unknown): unknown => (Array.isArray(list) ? list.map((rule: Rule) => read(rule)) : list);
    return { ...spec, ingress: rules(spec['ingress']), egress: rules(spec['egress']) };
  });
}

export function ofPorts(read: (port: Port) => Port): () => Lie {
  return ofRules(({ ports, ...rule }) => ({ ...rule, ...(ports === undefined ? {} : { ports: ports.map(read) }) }));
}

/** Labels once seen stay. */
export function keepingLabels(kept: string): () => Lie {
  return () => {
    const seen = new Map<string, Record<string, string>>();
    return (event, plural) => {
      if (plural !== kept || event.type === 'BOOKMARK') return [event];
      const { metadata } = event.object;
      const labels = { ...seen.get(metadata.uid), ...metadata.labels };
      seen.set(metadata.uid, labels);
      return [{ ...event, object: { ...event.object, metadata: { ...metadata, labels } } }];
    };
  };
}
