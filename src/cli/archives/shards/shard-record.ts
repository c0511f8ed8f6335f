import { API_VERSION } from '../../../../results-parsers/core/api-version.ts';
import { ScsNetworkingError } from '../../../../results-parsers/core/errors.ts';
import { jsonText } from '../../../../results-parsers/core/text/json-text.ts';
import type { ShardResults } from '../../../../results-parsers/documents/shard-results.ts';
import type { PrintedEvaluation } from '../../evaluate/evaluate-one.ts';
import type { EvaluationEnding } from '../../exit-codes.ts';
import type { Shard } from './shard.ts';

/** Written after everything else: if it is there, the results of the shard are complete. */
export const RECORD_FILE = 'shard.json';

/** The results of the evaluations of a shard. */
export class ShardRecord {
  readonly #shard: Shard;
  readonly #digest: string;
  readonly #endings: Record<EvaluationEnding, number> = {
    compliant: 0,
    'non-compliant': 0,
    inconclusive: 0,
    unusable: 0,
    defect: 0,
  };

  constructor(shard: Shard, digest: string) {
    this.#shard = shard;
    this.#digest = digest;
  }

  /**
   * Counts evaluations as they pass.
   *
   * @throws STORE_AWAY for an archive about which nothing is known for that reason: a shard is complete, or retried
   */
  async *counting(evaluations: AsyncIterable<PrintedEvaluation>): AsyncGenerator<PrintedEvaluation> {
    for await (const evaluation of evaluations) {
      if ('complaint' in evaluation && evaluation.isStoreAway) {
        const found = evaluation.complaint.trim().replace(/^scs-networking: /, '');
        throw new ScsNetworkingError('STORE_AWAY', `${found}; the shard is not written, try it again later`);
      }
      this.#endings[evaluation.ending] += 1;
      yield evaluation;
    }
  }

  text(): string {
    const archives = Object.values(this.#endings).reduce((sum, count) => sum + count, 0);
    const { unusable: unreadable, defect: defects, ...verdicts } = this.#endings;
    const { index, count } = this.#shard;
    const results: ShardResults = {
      apiVersion: API_VERSION,
      kind: 'Shard',
      index,
      count,
      digest: this.#digest,
      archives,
      ...verdicts,
      unreadable,
      defects,
    };
    return `${jsonText(results)}\n`;
  }
}
