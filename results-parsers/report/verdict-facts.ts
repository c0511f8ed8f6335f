import { addressesInWords, nodesInWords } from '../cluster/cluster-words.ts';
import { counted } from '../core/counted.ts';
import { capital } from '../core/text/capital.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import { catalogueMinors } from '../standard/catalogue.ts';
import { timeSpent } from './time-spent.ts';

export type Fact = { label: string; text: string };

/** Characters. */
const LONGEST_PATTERN = 100;

/** What the verdict is about, in few words. `archive`: the name that the reader gave it. */
export function verdictFacts(verdict: Verdict, { archive = verdict.archive.name }: { archive?: string }): Fact[] {
  const nodes = nodesInWords(verdict.subject.cluster);
  const time = timeSpent(verdict);
  return [
    { label: 'Cluster', text: cluster(verdict) },
    ...(nodes === null ? [] : [{ label: 'Nodes', text: nodes }]),
    { label: 'Network', text: network(verdict) },
    { label: 'Run', text: runOf(verdict) },
    ...(time === null ? [] : [{ label: 'Time', text: time }]),
    { label: 'Specs', text: specCounts(verdict) },
    { label: 'Archive', text: `${archive}, ${counted(verdict.archive.bytes, 'byte')}` },
    { label: 'SHA-256', text: verdict.archive.sha256 },
  ];
}

/** `Compliant with 3 waived specs`: a verdict that rests on waivers must not look like one that does not. */
export function verdictPhrase({ verdict, summary }: Verdict): string {
  const waived = verdict === 'compliant' && summary.waived > 0 ? ` with ${counted(summary.waived, 'waived spec')}` : '';
  return `${capital(verdict)}${waived}`;
}

function network({ subject: { cni, cluster } }: Verdict): string {
  const addresses = addressesInWords(cluster);
  return [networkPlugin(cni), ...(addresses === null ? [] : [`addresses: ${addresses}`])].join('; ');
}

function networkPlugin(cni: Verdict['subject']['cni']): string {
  if (cni.name === null) return `plugin not known: ${cni.reason}`;
  return `${cni.name}${cni.version === null ? ', version not known' : ` ${cni.version}`}`;
}

function cluster({ subject, inputs }: Verdict): string {
  if (subject.serverVersion === null) return 'Kubernetes of unknown version';
  const vendor = subject.vendorSuffix ? ` (vendor suffix ${subject.vendorSuffix})` : '';
  const stated = subject.versionEvidence.server === null && inputs.kubernetes !== undefined;
  return `Kubernetes ${subject.serverVersion}${vendor}${stated ? ', as stated by --kubernetes' : ''}`;
}

function runOf({ plugin, run, subject }: Verdict): string {
  if (plugin === null && run.attempts.length === 0) return 'none that can be judged';
  const [first] = run.attempts;
  const parts = [
    plugin === null ? 'files of the e2e suite' : `plugin ${plugin.name}`,
    `e2e binary ${subject.e2eVersion ?? 'of unknown version'}`,
    ...(run.startedAt && run.endedAt ? [timeSpan(run.startedAt, run.endedAt)] : []),
    ...(first?.focus ? [`focus '${abridged(first.focus)}'`] : []),
    ...(first?.skip ? [`skip '${abridged(first.skip)}'`] : []),
    ...(first?.processes ? [counted(first.processes, 'process', 'processes')] : []),
    ...(run.attempts.length > 1 ? [`${run.attempts.length} attempts`] : []),
  ];
  return parts.join(', ');
}

/** A pattern may name many specs in full; the verdict document has the whole of it. */
function abridged(pattern: string): string {
  return pattern.length <= LONGEST_PATTERN ? pattern : `${pattern.slice(0, LONGEST_PATTERN)}…`;
}

/** To the minute, and without the second date if it is the first. */
function timeSpan(startedAt: string, endedAt: string): string {
  const [start, end] = [startedAt, endedAt].map((timestamp) => timestamp.slice(0, 16).replace('T', ' '));
  const sameDay = startedAt.slice(0, 10) === endedAt.slice(0, 10);
  return `${start} to ${sameDay ? end?.slice(11) : end} UTC`;
}

function specCounts({ summary, catalogue }: Verdict): string {
  const { required, further, timedOut, ...outcomes } = summary;
  const counts = Object.entries({ ...outcomes, 'timed out': timedOut })
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  const source = {
    'kubernetes-minor': `by Kubernetes ${catalogue.minor}`,
    'spec-list': "by the run's own list",
    'every-known-minor': 'by every known version of Kubernetes',
    'newest-known-minor': `by Kubernetes ${catalogueMinors.at(-1)}, the newest known version`,
    none: 'as far as is known',
  }[catalogue.source];
  const beyond = further > 0 ? `; ${further} beyond these` : '';
  return `${required} required ${source}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}${beyond}`;
}
