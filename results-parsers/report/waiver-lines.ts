import { counted } from '../verdict/counted.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { wrapped } from './layout.ts';

type Waiver = Verdict['waivers'][number];

/** Every waiver with what became of it; none: nothing. */
export function waiverLines({ waivers, waiversAsOf }: Verdict): string[] {
  if (waivers.length === 0) return [];
  const day = waiversAsOf === null ? 'on a day that is not known' : `on ${waiversAsOf}`;
  return ['', `WAIVERS   ${counted(waivers.length, 'waiver')}, ${day}`, ...waivers.flatMap(linesOf)];
}

const INDENT = '  ';

function linesOf({ id, source, status, why, pattern, reason, link, owner, expires }: Waiver): string[] {
  const details = [
    why,
    ...(pattern === null ? [] : [`without scope and end; from the pattern ${pattern}`]),
    ...(status === 'unused' ? [] : [`reason: ${reason}`]),
    ...(status === 'unused' || link === null ? [] : [link]),
    ...(owner === null ? [] : [`owner: ${owner}`]),
    ...(expires === null ? [] : [`in force until ${expires}`]),
  ];
  return [
    '',
    ...wrapped(`${status.replace('-', ' ').toUpperCase()} ${id} (${source})`, INDENT, `${INDENT}  `),
    ...details.flatMap((detail) => wrapped(detail, `${INDENT}  `)),
  ];
}
