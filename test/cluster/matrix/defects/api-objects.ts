/** The objects that a policy engine learns about, by the API's names. */
export const PLURALS = ['namespaces', 'pods', 'networkpolicies'] as const;
export type Plural = (typeof PLURALS)[number];

/** The parts of an object from the API server that defects misread. */
export interface ApiObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Record<string, string>;
    readonly managedFields?: { readonly manager?: string }[];
  };
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** Objects by their keys, in the order in which they arrived. */
export type ObjectsOfKind = ReadonlyMap<string, ApiObject>;
export type Objects = Readonly<Record<Plural, ObjectsOfKind>>;

/** The current state of an object, or its last one before it was deleted. */
export interface ApiEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: ApiObject;
}

export function keyOf({ metadata: { namespace, name } }: Pick<ApiObject, 'metadata'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The events that turn the known objects into the current ones. */
export function changesBetween(before: ObjectsOfKind, after: ObjectsOfKind): ApiEvent[] {
  const gone = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, object]): ApiEvent => ({ type: 'DELETED', object }));
  const others = [...after].flatMap(([key, object]): ApiEvent[] => {
    const old = before.get(key);
    if (old === undefined) return [{ type: 'ADDED', object }];
    return old === object || JSON.stringify(old) === JSON.stringify(object) ? [] : [{ type: 'MODIFIED', object }];
  });
  return [...gone, ...others];
}
