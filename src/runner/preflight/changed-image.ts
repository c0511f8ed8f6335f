import { listed } from '../../../results-parsers/core/listed.ts';
import type { PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { podChangers } from '../../cluster/pod-changers.ts';
import { problem } from './problem.ts';

/**
 * The same problem, unless an image cannot be pulled that nobody asked for: then it says who may have put it into the pods, since a mirror
 * of the image that was asked for would not help. Never rejects.
 * @param images those that the pods have
 */
export async function withChangedImage(
  found: PreflightProblem | null,
  asked: string,
  images: readonly string[],
  cluster: ClusterConnection,
): Promise<PreflightProblem | null> {
  const others = [...new Set(images)].filter((image) => image !== asked);
  if (found?.code !== 'image' || others.length === 0) return found;
  const changers = await podChangers(cluster);
  const who = changers.length === 0 ? '' : `; what may do so: ${changers.join(', ')}`;
  return problem(
    'image',
    `${found.text} The pods were made with ${listed(others)} in its place, by admission${who}.`,
    'Exempt namespaces with the label e2e-run, or all namespaces while the plugin runs, from this change, or provide the image under that name.',
  );
}
