import { durationInWords } from '../../../results-parsers/report/duration.ts';
import { printable } from '../../../results-parsers/report/layout.ts';
import type { PrintedEvaluation } from '../evaluate/evaluate-one.ts';
import type { EvaluationEnding } from '../exit-codes.ts';
import { countedInDigits, inDigits } from './in-digits.ts';

/** More names say less than their number. */
const NAMED = 12;

const words: Readonly<Record<EvaluationEnding, string>> = {
  compliant: 'compliant',
  'non-compliant': 'non-compliant',
  inconclusive: 'inconclusive',
  unusable: 'unreadable',
  defect: 'stopped by a defect',
};

/** Counts how archives end, and keeps the names of the first ones on which there is no verdict. */
export class Tally {
  readonly #counts = new Map<EvaluationEnding, number>();
  readonly #named: string[] = [];
  #unjudged = 0;
  #all = 0;
  #waived = 0;

  get all(): number {
    return this.#all;
  }

  add(evaluation: PrintedEvaluation): void {
    const { archive, ending } = evaluation;
    this.#all += 1;
    this.#counts.set(ending, (this.#counts.get(ending) ?? 0) + 1);
    if ('complaint' in evaluation) this.#addUnjudged(archive);
    else if (ending === 'compliant' && evaluation.isWaived) this.#waived += 1;
  }

  /** Lines for people. `seconds`: what it took. */
  text(seconds: number): string {
    const counts = (Object.keys(words) as EvaluationEnding[]).flatMap((ending) => {
      const count = this.#counts.get(ending) ?? 0;
      const waived = ending === 'compliant' && this.#waived > 0 ? ` (${inDigits(this.#waived)} with waivers)` : '';
      return count === 0 ? [] : [`${inDigits(count)} ${words[ending]}${waived}`];
    });
    const lines = [`${countedInDigits(this.#all, 'archive')} in ${durationInWords(seconds)}: ${counts.join(', ')}`];
    if (this.#unjudged > 0) lines.push(`no verdict on ${this.#names()}`);
    return lines.map((line) => `${line}\n`).join('');
  }

  #addUnjudged(archive: string): void {
    this.#unjudged += 1;
    if (this.#named.length < NAMED) this.#named.push(archive);
  }

  #names(): string {
    const named = this.#named.map(printable).join(', ');
    const others = this.#unjudged - this.#named.length;
    return others > 0 ? `${named}, and ${inDigits(others)} more` : named;
  }
}
