import { counted } from '../../core/counted.ts';
import type { SpecOutcome } from '../../documents/verdict/spec-outcome.ts';
import type { RunFacts, Verdict } from '../../documents/verdict/verdict.ts';
import { durationInWords } from '../duration.ts';
import { inWords } from '../severity.ts';
import { type Html, html } from './html.ts';
import { percent } from './outcome-bar.ts';

type Attempt = RunFacts['attempts'][number];
type Span = { start: number; end: number };

/** When each execution of the suite ran and how it ended: drawn, and in a table. Null: there was none. */
export function attemptSection(verdict: Verdict): Html | null {
  const { attempts } = verdict.run;
  if (attempts.length === 0) return null;
  return html`<section id="attempts" aria-labelledby="attempts-title"><h2 id="attempts-title">Attempts</h2>
${timeline(verdict)}
<div class="scroll" tabindex="0" role="group" aria-label="Attempts"><table>
<thead><tr><th scope="col">Attempt</th><th scope="col">Started</th><th scope="col">Took</th><th scope="col">Specs</th></tr></thead>
<tbody>${attempts.map((attempt) => row(attempt, verdict))}</tbody>
</table></div>
</section>`;
}

function row(attempt: Attempt, verdict: Verdict): Html {
  const span = spanOf(attempt);
  return html`<tr><th scope="row">${attempt.number}</th><td>${attempt.startedAt === null ? 'not known' : clock(attempt.startedAt)}</td><td>${span === null ? 'not known' : durationInWords((span.end - span.start) / 1000)}</td><td>${resultsOf(attempt.number, verdict)}</td></tr>`;
}

function resultsOf(number: number, { specs }: Verdict): string {
  const counts = new Map<SpecOutcome, number>();
  for (const { outcome } of specs.flatMap(({ attempts }) => attempts.filter((one) => one.number === number))) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} ${inWords(outcome)}`).join(', ') || 'none';
}

const ROW = 30;
const AXIS = 28;

/** Null: the times are not known. */
function timeline(verdict: Verdict): Html | null {
  const { run } = verdict;
  const spans = run.attempts.flatMap((attempt) => {
    const span = spanOf(attempt);
    return span === null ? [] : [{ number: attempt.number, ...span }];
  });
  const whole = spanOf(run);
  if (spans.length === 0 || whole === null) return null;
  const start = Math.min(whole.start, ...spans.map((span) => span.start));
  const end = Math.max(whole.end, ...spans.map((span) => span.end));
  const height = AXIS + spans.length * ROW;
  const label = `${counted(spans.length, 'attempt')} between ${clock(new Date(start).toISOString())} and ${clock(new Date(end).toISOString())}`;
  return html`<figure class="timeline"><svg width="100%" height="${height}" role="img" aria-label="${label}; the table below says the same">
<line class="axis" x1="0" x2="100%" y1="${AXIS - 8}" y2="${AXIS - 8}"/>
<text x="0" y="12">${clock(new Date(start).toISOString())}</text>
<text x="100%" y="12" text-anchor="end">${clock(new Date(end).toISOString())}</text>
${spans.map((span, index) => bar(span, index, { start, end }, resultsOf(span.number, verdict)))}
</svg><figcaption>From the beginning of the run to its end, in UTC; each bar is one execution of the e2e suite.</figcaption></figure>`;
}

/** The words are inside the bar, on the side from which there is more room. */
function bar({ number, ...span }: Span & { number: number }, index: number, whole: Span, results: string): Html {
  const share = (time: number): number => ((time - whole.start) / Math.max(whole.end - whole.start, 1)) * 100;
  const [from, to, y] = [share(span.start), share(span.end), AXIS + index * ROW];
  const words = from > 50 ? { x: to, dx: -8, anchor: 'end' } : { x: from, dx: 8, anchor: 'start' };
  return html`<rect class="attempt" x="${percent(from)}" y="${y}" width="${percent(Math.max(to - from, 0.5))}" height="${ROW - 6}"/>
<text class="inside" x="${percent(words.x)}" dx="${words.dx}" y="${y + 16}" text-anchor="${words.anchor}">${number}<tspan class="rest">: ${results}</tspan></text>`;
}

function spanOf({ startedAt, endedAt }: Pick<Attempt, 'startedAt' | 'endedAt'>): Span | null {
  if (startedAt === null || endedAt === null) return null;
  return { start: Date.parse(startedAt), end: Date.parse(endedAt) };
}

function clock(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}
