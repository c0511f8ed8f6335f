import { finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/** Sonobuoy's metadata of the run are there and can be parsed. */
export const metadataAreThere: Rule = ({ evidence }) =>
  evidence.metadata.flatMap((document) => {
    switch (document.state) {
      case 'read':
        return [];
      case 'missing':
        return finding('metadata-missing', {
          text: `${document.path} is not in the archive, so nobody knows what was run against which cluster.`,
          remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it; if the run itself is damaged, run again.',
          evidence: [{ path: document.path, line: null }],
        });
      case 'unreadable':
        return finding('metadata-unreadable', {
          text: `${document.path} cannot be read: ${document.reason}.`,
          remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it; if the run itself is damaged, run again.',
          evidence: [{ path: document.path, line: null }],
        });
      default:
        return document satisfies never;
    }
  });
