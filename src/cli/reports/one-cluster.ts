import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { PrintedEvaluation } from '../evaluate/evaluate-one.ts';

/**
 * The evaluations, once it is known that they are all about the same cluster: one --subject names one cluster, and a report under
 * another cluster's name would be misleading.
 *
 * @throws USAGE if the UIDs of their namespaces kube-system differ; an archive without one may be of any cluster
 */
export async function* oneCluster(evaluations: AsyncIterable<PrintedEvaluation>): AsyncGenerator<PrintedEvaluation> {
  const all: PrintedEvaluation[] = [];
  for await (const evaluation of evaluations) all.push(evaluation);
  const known = all.flatMap((evaluation) =>
    'clusterUid' in evaluation && evaluation.clusterUid !== null ? [{ ...evaluation, uid: evaluation.clusterUid }] : [],
  );
  const [first] = known;
  const other = known.find(({ uid }) => uid !== first?.uid);
  if (first !== undefined && other !== undefined) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected archives of one cluster for one --subject, found two clusters: the UID of kube-system is ${first.uid} in ${first.archive} ` +
        `and ${other.uid} in ${other.archive}. Evaluate the archives of each cluster in a separate call`,
    );
  }
  yield* all;
}
