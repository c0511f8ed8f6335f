import { limitOption } from '../limit-option.ts';
import type { EvaluationLimits } from '../limits.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** Command lines by which anyone who has the archive gets the same verdict, in the same bytes. */
export function recomputation(verdict: Verdict): string[] {
  const { archive, inputs } = verdict;
  const { plugin, waivers, defaultWaivers, asOf, strictFlakes, extended, limits } = inputs;
  const flags = [
    ...(plugin === null ? [] : ['--plugin', quoted(plugin)]),
    ...waivers.flatMap(({ source }) => ['--waivers', quoted(source)]),
    ...(defaultWaivers ? [] : ['--no-default-waivers']),
    ...(asOf === null ? [] : ['--as-of', asOf]),
    ...(strictFlakes ? ['--strict-flakes'] : []),
    ...(extended ? ['--extended'] : []),
    ...Object.entries(limits).flatMap(([limit, value]) => [
      limitOption(limit as keyof EvaluationLimits),
      String(value),
    ]),
  ];
  const name = quoted(archive.name);
  return [
    ...(archive.container === 'directory' ? [] : [`sha256sum ${name}  # ${archive.sha256}`]),
    ['scs-networking evaluate --format json', ...flags, name, '> verdict.json'].join(' '),
  ];
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
