import { counted } from '../../core/counted.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/** What was removed from an archive is reported. */
export const redactionIsReported: Rule = ({ evidence: { redaction } }) => {
  const evidence = [{ path: redaction.path, line: null }];
  switch (redaction.state) {
    case 'missing':
      return [];
    case 'unreadable':
      return [
        finding('redaction-unreadable', {
          text: `${redaction.path}, which lists what was removed from this archive, cannot be read: ${redaction.reason}.`,
          remedy: 'Evaluate with the version of scs-networking that redacted it, or a later one.',
          evidence,
        }),
      ];
    case 'read': {
      const { archive, removed, unlisted, reduced, tool } = redaction.value;
      const gone = removed.length + (unlisted?.files ?? 0);
      return [
        finding('archive-redacted', {
          text: `This is a redacted copy, by ${tool.name} ${tool.version}, of the archive with SHA-256 ${archive.sha256}: ${counted(gone, 'file')} removed, ${counted(reduced.length, 'file')} reduced to what a verdict can rest on.`,
          remedy:
            'Nothing is needed: the verdict is the same. Anyone who has the original can redact it again and compare.',
          evidence,
        }),
      ];
    }
    default:
      return redaction satisfies never;
  }
};
