import { counted } from '../core/counted.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import { wrapped } from './layout.ts';
import { inWords } from './severity.ts';
import { shownWaivers } from './shown-waivers.ts';

type Waiver = Verdict['waivers'][number];

/** Waivers and their effect, in full if they matter or everything is wanted. */
export function waiverLines(verdict: Verdict, verbose: boolean): string[] {
  const { waiversAsOf } = verdict;
  const waivers = shownWaivers(verdict);
  if (waivers.length === 0) return [];
  const day = waiversAsOf === null ? 'on a day that is not known' : `on ${waiversAsOf}`;
  return [
    '',
    ...wrapped(`${counted(waivers.length, 'waiver')}, ${day}`, 'WAIVERS   '),
    ...waivers.flatMap((waiver) => linesOf(waiver, verbose)),
  ];
}

const INDENT = '  ';

function linesOf({ id, source, status, why, pattern, ...more }: Waiver, verbose: boolean): string[] {
  const details = [
    why,
    ...(pattern === null ? [] : [`without a scope or an expiry date; from the pattern ${pattern}`]),
    ...(verbose || status === 'applied' ? detailsOf(more) : []),
  ];
  return [
    '',
    ...wrapped(`${inWords(status).toUpperCase()} ${id} (${source})`, INDENT, `${INDENT}  `),
    ...details.flatMap((detail) => wrapped(detail, `${INDENT}  `)),
  ];
}

function detailsOf({ reason, link, owner, expires }: Pick<Waiver, 'reason' | 'link' | 'owner' | 'expires'>): string[] {
  return [
    `reason: ${reason}`,
    ...(link === null ? [] : [link]),
    ...(owner === null ? [] : [`owner: ${owner}`]),
    ...(expires === null ? [] : [`in force until ${expires}`]),
  ];
}
