/** The client of an API group that ensures that every list from the API server has items, which the library does not check. */
export function withCheckedLists<T extends object>(api: T): T {
  return new Proxy(api, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || !String(name).startsWith('list')) return member;
      return async (...request: unknown[]) => checkedList(await Reflect.apply(member, target, request));
    },
  });
}

function checkedList(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) throw new Error('an answer that is not a list');
  const { items }: { items?: unknown } = answer;
  if (Array.isArray(items)) return answer;
  // Go writes an empty list like this.
  if (items === null) return { ...answer, items: [] };
  throw new Error('a list without items');
}
