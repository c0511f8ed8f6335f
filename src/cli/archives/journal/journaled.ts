import { sortedEntries } from '../../../../results-parsers/core/sorted-entries.ts';
import { printable } from '../../../../results-parsers/report/layout.ts';
import type { Through } from '../../evaluate/evaluations.ts';
import { inDigits } from '../in-digits.ts';
import { placeOf } from './identity.ts';
import { JournalFile } from './journal-file.ts';

export type JournalSettings = {
  /** Digest of everything that verdicts rest on besides their archives. */
  inputs: string;
  /** Whether everything is to be evaluated anew. */
  recomputes: boolean;
  /** For archives in an object store: what shows whether they are still the same. */
  identities: ReadonlyMap<string, string>;
};

/** Evaluates only what the journal does not have yet, and adds the results to it. */
export class Journaled {
  readonly #file: JournalFile;
  readonly #inputs: string;
  readonly #recomputes: boolean;
  readonly #identities: ReadonlyMap<string, string>;
  #recalled = 0;
  #evaluated = 0;
  readonly #changes = new Map<string, string>();

  /** @throws USAGE for a file that is not a journal */
  constructor(file: string, { inputs, recomputes, identities }: JournalSettings) {
    this.#file = new JournalFile(file);
    this.#inputs = inputs;
    this.#recomputes = recomputes;
    this.#identities = identities;
  }

  /** Like `evaluate`. A known verdict also passes through it, because reports are made from it. */
  readonly through: Through = async (assignment, evaluate) => {
    // Before the archive is read: if it changes meanwhile, it no longer matches what was noted.
    const found = await placeOf(assignment.archive, this.#identities);
    const entry = found === null ? null : this.#file.entry(found.place);
    const isSame = entry !== null && entry.identity === found?.identity;
    if (isSame && entry.inputs === this.#inputs && !this.#recomputes) {
      this.#recalled += 1;
      return await evaluate({ ...assignment, known: entry.document });
    }
    const evaluation = await evaluate(assignment);
    this.#evaluated += 1;
    if (found === null || 'complaint' in evaluation || evaluation.kept === null) return evaluation;
    this.#file.put(found.place, { ...evaluation.kept, identity: found.identity, inputs: this.#inputs });
    if (isSame && entry.gist !== evaluation.kept.gist) {
      this.#changes.set(assignment.archive, difference(entry.gist, evaluation.kept.gist));
    }
    return evaluation;
  };

  /** The results, as lines for people. */
  text(): string {
    const counts = `journal: ${inDigits(this.#recalled)} as before, ${inDigits(this.#evaluated)} evaluated, ${inDigits(this.#changes.size)} with another verdict or outcome than before`;
    const changes = sortedEntries(this.#changes);
    return [counts, ...changes.map(([archive, text]) => `${printable(archive)}: ${text}`)]
      .map((line) => `${line}\n`)
      .join('');
  }

  close(): void {
    this.#file.close();
  }
}

/** The parts of two gists that differ: `compliant -> non-compliant, network-policy satisfied -> not-satisfied`. */
function difference(before: string, after: string): string {
  const [was, is] = [before, after].map((gist) => gist.split(/[;,] /));
  const changed = (is ?? []).flatMap((part, index) =>
    part === was?.[index] ? [] : [`${was?.[index] ?? '-'} -> ${part}`],
  );
  return changed.join(', ');
}
