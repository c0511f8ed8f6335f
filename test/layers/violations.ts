import type { Arc } from './arc.ts';
import { LAYERS, OWNED_MODULES } from './layers.ts';

/** The imports that break the rules, one sentence each. */
export function violations(arcs: readonly Arc[]): string[] {
  return [...new Set([...arcs.flatMap(forbidden), ...knots(arcs)])];
}

function forbidden({ from, to }: Arc): string[] {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (here === undefined) return [`${from} is in no layer`];
  const owner = OWNED_MODULES.get(to);
  if (owner !== undefined && here.path !== owner) return [`${from} imports ${to}, which only ${owner} may`];
  if (!to.endsWith('.ts')) return [];
  if (there === undefined) return [`${from} imports ${to}, which is in no layer`];
  if (there.rank < here.rank || there.path === here.path) return [];
  return [`${from} imports ${to}: ${here.path} may not know ${there.path}`];
}

function placeOf(file: string): { path: string; rank: number } | undefined {
  for (const [rank, layers] of LAYERS.entries()) {
    const layer = layers.find(({ path }) => path === file || file.startsWith(`${path}/`) || isAmong(file, path));
    if (layer !== undefined) return { path: layer.path, rank };
  }
  return undefined;
}

/** Whether `files` is `DIR/*.ts` and the file lies in that directory itself. */
function isAmong(file: string, files: string): boolean {
  return files.endsWith('/*.ts') && file.slice(0, file.lastIndexOf('/')) === files.slice(0, -'/*.ts'.length);
}

/** Files, or folders at any level, that import each other. */
export function knots(arcs: readonly Arc[]): string[] {
  const own = arcs.filter(({ to }) => to.endsWith('.ts'));
  const deepest = Math.max(0, ...own.map(({ from }) => from.split('/').length));
  return Array.from({ length: deepest }, (_, index) => index + 1).flatMap((depth) => {
    const cut = (path: string): string => path.split('/').slice(0, depth).join('/');
    return circles(own.map(({ from, to }) => ({ from: cut(from), to: cut(to) })));
  });
}

function circles(arcs: readonly Arc[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arcs) if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  const reached = new Map([...next.keys()].map((node) => [node, reachableFrom(node, next)]));
  const needed = (a: string, b: string): boolean => reached.get(a)?.has(b) === true;
  const members = [...next.keys()].filter((node) => needed(node, node));
  const groups = members.map((node) => members.filter((other) => needed(node, other) && needed(other, node)));
  return groups.map((group) => `${group.sort().join(', ')} import each other`);
}

function reachableFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const seen = new Set(next.get(start));
  // The loop also visits items that are added meanwhile.
  for (const node of seen) for (const to of next.get(node) ?? []) seen.add(to);
  return seen;
}
