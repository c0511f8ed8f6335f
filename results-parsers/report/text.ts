import { counted } from '../verdict/counted.ts';
import type { Finding } from '../verdict/finding.ts';
import type { ClauseVerdict, Verdict } from '../verdict/verdict.ts';
import { everythingLines } from './everything-lines.ts';
import { failureLines, hasFailed } from './failure-list.ts';
import type { Look } from './format.ts';
import { wrapped } from './layout.ts';
import { clauseTone, effectTones, type Paint, paintFor, verdictTones } from './paint.ts';
import { specLines } from './spec-list.ts';
import { waiverLines } from './waiver-lines.ts';

const LABEL_WIDTH = 10;

const PLAIN: Look = { colour: false, verbose: false };

type Writing = { verdict: Verdict; paint: Paint; verbose: boolean };

/** The verdict for people: what it is, of what, and why; 80 columns. */
export function verdictText(verdict: Verdict, look: Look = PLAIN): string {
  const writing = { verdict, paint: paintFor(look), verbose: look.verbose };
  const lines = [
    ...writing.paint(writing.paint([headline(verdict)], verdictTones[verdict.verdict]), 'strong'),
    '',
    ...labelled('Cluster', clusterLine(verdict)),
    ...labelled('Network', networkLine(verdict)),
    ...labelled('Run', runLine(verdict)),
    ...labelled('Specs', specsLine(verdict)),
    ...labelled('Archive', `${verdict.archive.name}, ${counted(verdict.archive.bytes, 'byte')}`),
    ...labelled('SHA-256', verdict.archive.sha256),
    ...verdict.clauses.flatMap((clause) => clauseLines(clause, writing)),
    ...waiverLines(verdict, look.verbose),
    ...(look.verbose ? everythingLines(verdict) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function labelled(label: string, text: string): string[] {
  return wrapped(text, label.padEnd(LABEL_WIDTH), ' '.repeat(LABEL_WIDTH));
}

/** Nobody who reads but this line may take a verdict that rests on waivers for one that does not. */
function headline({ verdict, summary, standard }: Verdict): string {
  const waived = verdict === 'compliant' && summary.waived > 0 ? ` with ${counted(summary.waived, 'waived spec')}` : '';
  return `${verdict.toUpperCase()}${waived}: ${standard.id}, ${standard.title}`;
}

function networkLine({ subject: { cni } }: Verdict): string {
  if (cni.name === null) return `plugin not known: ${cni.reason}`;
  return `${cni.name}${cni.version === null ? ', its version not known' : ` ${cni.version}`}`;
}

function clusterLine({ subject }: Verdict): string {
  if (subject.serverVersion === null) return 'Kubernetes of unknown version';
  const vendor = subject.vendorSuffix ? ` (the vendor adds ${subject.vendorSuffix})` : '';
  return `Kubernetes ${subject.serverVersion}${vendor}`;
}

function runLine({ plugin, run, subject }: Verdict): string {
  if (plugin === null && run.attempts.length === 0) return 'none that can be judged';
  const [first] = run.attempts;
  const parts = [
    plugin === null ? 'files of the e2e suite' : `plugin ${plugin.name}`,
    `e2e binary ${subject.e2eVersion ?? 'of unknown version'}`,
    ...(run.startedAt && run.endedAt ? [timeSpan(run.startedAt, run.endedAt)] : []),
    ...(first?.focus ? [`focus '${first.focus}'`] : []),
    ...(first?.skip ? [`skip '${first.skip}'`] : []),
    ...(first?.processes ? [counted(first.processes, 'process', 'processes')] : []),
    ...(run.attempts.length > 1 ? [`${run.attempts.length} attempts`] : []),
  ];
  return parts.join(', ');
}

/** To the minute, and without the second date if it is the first. */
function timeSpan(startedAt: string, endedAt: string): string {
  const [start, end] = [startedAt, endedAt].map((timestamp) => timestamp.slice(0, 16).replace('T', ' '));
  const sameDay = startedAt.slice(0, 10) === endedAt.slice(0, 10);
  return `${start} to ${sameDay ? end?.slice(11) : end} UTC`;
}

function specsLine({ summary, catalogue }: Verdict): string {
  const { required, further, timedOut, ...outcomes } = summary;
  const counts = Object.entries({ ...outcomes, 'timed out': timedOut })
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  const source = {
    'kubernetes-minor': `by Kubernetes ${catalogue.minor}`,
    'spec-list': "by the run's own list",
    none: 'as far as is known',
  }[catalogue.source];
  const beyond = further > 0 ? `; ${further} beyond these` : '';
  return `${required} required ${source}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}${beyond}`;
}

function clauseLines(clause: ClauseVerdict, writing: Writing): string[] {
  const outcome = clause.outcome.replace('-', ' ').toUpperCase();
  return [
    '',
    ...writing.paint([`${clause.level.padEnd(LABEL_WIDTH)}${clause.id}: ${outcome}`], clauseTone(clause)),
    ...labelled('', writing.verbose ? clause.decision : clause.title),
    ...clause.findings.flatMap((finding) => findingLines(finding, writing)),
  ];
}

const INDENT = '  ';

function findingLines(finding: Finding, writing: Writing): string[] {
  if (finding.code === 'no-checks') return labelled('', finding.text);
  const mark = { fails: 'x', voids: '!', undetermines: '?', advises: 'i' }[finding.effect];
  return [
    '',
    ...writing.paint(wrapped(finding.text, `${INDENT}${mark} `), effectTones[finding.effect]),
    ...wrapped(finding.remedy, `${INDENT}  -> `),
    ...namedSpecs(finding, writing),
  ];
}

/** More names of specs that have no result hide the finding rather than explain it. */
const LONGEST_LIST_WITHOUT_RESULT = 10;

function namedSpecs({ code, effect, specs }: Finding, { verdict, verbose }: Writing): string[] {
  // What no waiver exempts is listed where it failed or was skipped.
  if (specs.length === 0 || code === 'waiver-not-fitting') return [];
  if (!verbose && effect === 'undetermines' && specs.length > LONGEST_LIST_WITHOUT_RESULT) {
    return wrapped('The verbose form of this verdict names them.', `${INDENT}  `);
  }
  const names = new Set(specs);
  const named = verdict.specs.filter(({ name }) => names.has(name));
  const others = named.filter((spec) => !hasFailed(spec));
  return [
    ...failureLines(named.filter(hasFailed), { all: verdict.specs, indent: `${INDENT}  `, verbose }),
    ...specLines(others, `${INDENT}  `),
  ];
}
