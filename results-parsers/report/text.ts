import { type Finding, unansweredCodes } from '../documents/verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../documents/verdict/verdict.ts';
import type { Level } from '../standard/clauses.ts';
import { isUnusedOption } from '../standard/levels.ts';
import { type CauseGroup, causeGroups } from './cause-groups.ts';
import { checkLines } from './check-lines.ts';
import { everythingLines } from './everything-lines.ts';
import { hasFailed } from './failure-groups.ts';
import { failureLines } from './failure-list.ts';
import type { Look } from './format.ts';
import { atWidth, PAGE_WIDTH, printable, wrapped } from './layout.ts';
import { type Paint, paintFor } from './paint.ts';
import { clauseTone, findingMarks, findingTone, inWords, verdictTones } from './severity.ts';
import { specLines } from './spec-list.ts';
import { verdictFacts, verdictPhrase } from './verdict-facts.ts';
import { waiverLines } from './waiver-lines.ts';

const LABEL_WIDTH = 10;

const PLAIN: Look = { colour: false, verbose: false };

type Writing = { verdict: Verdict; paint: Paint; verbose: boolean };
type ClauseWriting = Writing & { level: Level };

/** Lines that a terminal shows at once; the first of more than these is out of sight. */
const SCREEN_LINES = 24;

/** The verdict for people: what it is, what it is about, and why; repeated at the end if that is far from the beginning. */
export function verdictText(verdict: Verdict, look: Look = PLAIN): string {
  return atWidth(look.width ?? PAGE_WIDTH, () => {
    const lines = verdictLines(verdict, look);
    const repeated = lines.length > SCREEN_LINES ? ['', ...headLines(verdict, look)] : [];
    return `${[...lines, ...repeated].join('\n')}\n`;
  });
}

function headLines(verdict: Verdict, look: Look): string[] {
  const paint = paintFor(look);
  return paint(paint(wrapped(headline(verdict), '', ' '.repeat(LABEL_WIDTH)), verdictTones[verdict.verdict]), 'strong');
}

function verdictLines(verdict: Verdict, look: Look): string[] {
  const writing = { verdict, paint: paintFor(look), verbose: look.verbose };
  return [
    ...headLines(verdict, look),
    '',
    ...verdictFacts(verdict, look).flatMap(({ label, text }) => labelled(label, text)),
    ...verdict.clauses.flatMap((clause) => clauseLines(clause, writing)),
    ...waiverLines(verdict, look.verbose),
    ...(look.verbose ? everythingLines(verdict) : []),
  ];
}

function labelled(label: string, text: string): string[] {
  return wrapped(text, label.padEnd(LABEL_WIDTH), ' '.repeat(LABEL_WIDTH));
}

function headline(verdict: Verdict): string {
  const { id, title } = verdict.standard;
  const shouted = verdictPhrase(verdict).replace(verdict.verdict.slice(1), verdict.verdict.slice(1).toUpperCase());
  return printable(`${shouted}: ${id}, ${title}`);
}

function clauseLines(clause: ClauseVerdict, writing: Writing): string[] {
  const outcome = inWords(clause.outcome).toUpperCase() + (isUnusedOption(clause) ? ' (optional)' : '');
  const checks = writing.verdict.checks.filter((check) => check.clause === clause.id);
  return [
    '',
    ...writing.paint(labelled(clause.level, `${clause.id}: ${outcome}`), clauseTone(clause)),
    ...labelled('', writing.verbose ? clause.decision : clause.title),
    ...causeGroups(clause.findings).flatMap((group) => groupLines(group, { ...writing, level: clause.level })),
    ...checkLines(checks, clause.findings, writing),
  ];
}

const INDENT = '  ';

/** A cause with its remedy, and what follows from it beneath. */
function groupLines({ cause, consequences, effect }: CauseGroup, writing: ClauseWriting): string[] {
  if (unansweredCodes.has(cause.code)) return labelled('', cause.text);
  const follow = consequences.length === 0 ? [] : ['', `${INDENT}     From this follows:`];
  return [
    '',
    // The strongest effect of what follows: the cause of a failure is shown as a failure.
    ...markedLines({ effect, text: cause.text }, INDENT, writing),
    ...wrapped(cause.remedy, `${INDENT}  -> `),
    ...namedSpecs(cause, `${INDENT}  `, writing),
    ...follow,
    ...consequences.flatMap((finding) => [
      ...markedLines(finding, `${INDENT}     `, writing),
      ...(finding.effect === 'fails' || writing.verbose ? namedSpecs(finding, `${INDENT}       `, writing) : []),
    ]),
  ];
}

function markedLines(
  { effect, text }: Pick<Finding, 'effect' | 'text'>,
  indent: string,
  { paint, level }: ClauseWriting,
): string[] {
  return paint(wrapped(text, `${indent}${findingMarks[effect]} `), findingTone(effect, level));
}

/** A longer list of specs without a result hides the finding rather than explains it. */
const LONGEST_LIST_WITHOUT_RESULT = 10;

/** Their specs are listed among those that failed, were skipped or are waived. */
const LISTED_ELSEWHERE: ReadonlySet<Finding['code']> = new Set(['waiver-not-fitting', 'specs-left-out', 'labels-late']);

function namedSpecs({ code, effect, specs }: Finding, indent: string, { verdict, verbose }: Writing): string[] {
  if (specs.length === 0 || LISTED_ELSEWHERE.has(code)) return [];
  if (!verbose && effect === 'undetermines' && specs.length > LONGEST_LIST_WITHOUT_RESULT) {
    return wrapped('The verbose form of this verdict lists them.', indent);
  }
  const names = new Set(specs);
  const named = verdict.specs.filter(({ name }) => names.has(name));
  const others = named.filter((spec) => !hasFailed(spec));
  return [
    ...failureLines(named.filter(hasFailed), {
      all: verdict.specs,
      findings: verdict.clauses.flatMap((clause) => clause.findings),
      indent,
      verbose,
    }),
    ...specLines(others, indent),
  ];
}
