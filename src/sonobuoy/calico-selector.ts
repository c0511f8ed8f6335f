/** One requirement of Calico's selectors, of those that are understood here. */
const TERM =
  /^(?:(all|global)\(\)|(!?)has\(([^\s()'"]+)\)|([^\s()'"!=]+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)")|([^\s()'"!=]+)\s+(not\s+)?in\s+\{([^{}]*)\})$/;
const QUOTED = /'([^']*)'|"([^"]*)"/g;

/**
 * Whether a selector of Calico fits these labels; null: it is not understood here. Understood are requirements that all have to hold: `all()`,
 * `has(key)`, `key == 'value'` and `key in {'value'}`, with their opposites, joined by `&&`.
 */
export function calicoSelects(selector: string, labels: Readonly<Record<string, string>>): boolean | null {
  if (selector.trim() === '') return true;
  const terms = selector.split('&&').map((term) => holds(term.trim(), labels));
  if (terms.includes(false)) return false;
  return terms.includes(null) ? null : true;
}

function holds(term: string, labels: Readonly<Record<string, string>>): boolean | null {
  const found = TERM.exec(term);
  if (found === null) return null;
  const [, constant, hasNot, has, key, operator, single, double, member, isNot, values = ''] = found;
  if (constant !== undefined) return constant === 'all';
  if (has !== undefined) return (labels[has] !== undefined) !== (hasNot === '!');
  if (key !== undefined) return (labels[key] === (single ?? double)) === (operator === '==');
  const listed = [...values.matchAll(QUOTED)].map(([, one, other]) => one ?? other ?? '');
  return listed.includes(labels[member ?? ''] ?? '\0') === (isNot === undefined);
}
