import type { ArchiveProblemCode } from '../../archive/archive-problem.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

const RETRIEVE_AGAIN = 'Run `sonobuoy retrieve` again and evaluate what it wrote, unchanged.';

/** For an archive of Sonobuoy's. */
const remedies: Record<ArchiveProblemCode, string> = {
  'archive-truncated': RETRIEVE_AGAIN,
  'archive-damaged': RETRIEVE_AGAIN,
  'archive-trailing-data': RETRIEVE_AGAIN,
  'entry-name-unsafe': 'Sonobuoy never writes such a name: ask where the archive comes from.',
  'entry-name-repeated': 'Sonobuoy never writes a name twice: ask where the archive comes from.',
  'entry-not-a-file': 'Sonobuoy archives contain only files: ask where the archive comes from.',
};

/** For files that Sonobuoy did not produce: they cannot be retrieved again. */
const COPY_AGAIN = 'Copy the files again from where the suite wrote them, and evaluate them unchanged.';

/** The archive is whole: gzip and tar end cleanly, and hold nothing but files with good names. */
export const archiveIsWhole: Rule = ({ evidence }) =>
  evidence.archiveProblems.map(({ code, detail, path, count }) =>
    finding(code, {
      text: `${evidence.source === 'sonobuoy' ? 'The archive is not what Sonobuoy writes' : 'The files are not what the suite writes'}: ${detail}${count > 1 ? `; and ${count - 1} more like this` : ''}. ${evidence.source === 'sonobuoy' ? 'Its' : 'Their'} content may be incomplete or not genuine.`,
      remedy: evidence.source === 'sonobuoy' || !remedies[code].includes('retrieve') ? remedies[code] : COPY_AGAIN,
      evidence: path === null ? [] : [{ path, line: null }],
    }),
  );
