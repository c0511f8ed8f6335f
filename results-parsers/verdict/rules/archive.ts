import type { ArchiveProblemCode } from '../../archive/archive-problem.ts';
import { finding } from '../finding.ts';
import type { Rule } from './rule.ts';

const RETRIEVE_AGAIN = 'Run `sonobuoy retrieve` again and evaluate what it wrote, unchanged.';

const remedies: Record<ArchiveProblemCode, string> = {
  'archive-truncated': RETRIEVE_AGAIN,
  'archive-damaged': RETRIEVE_AGAIN,
  'archive-trailing-data': RETRIEVE_AGAIN,
  'entry-name-unsafe': 'No Sonobuoy writes such a name: ask where the archive comes from.',
  'entry-name-repeated': 'No Sonobuoy writes a name twice: ask where the archive comes from.',
  'entry-not-a-file': 'Sonobuoy archives hold files only: ask where the archive comes from.',
};

/** The archive is whole: gzip and tar end cleanly, and hold nothing but files with good names. */
export const archiveIsWhole: Rule = ({ evidence }) =>
  evidence.archiveProblems.map(({ code, detail, path, count }) =>
    finding(code, {
      text: `The archive is not what Sonobuoy writes: ${detail}${count > 1 ? `; and ${count - 1} more like this` : ''}. What it held may be lost or not genuine.`,
      remedy: remedies[code],
      evidence: path === null ? [] : [{ path, line: null }],
    }),
  );
