import { counted } from '../core/counted.ts';
import type { DocumentDifference } from '../verify/document-differences.ts';
import type { Written } from '../verify/read-verdict.ts';
import type { ArchiveIdentity, Verification } from '../verify/verification.ts';
import { wrapped } from './layout.ts';
import { inputOptions } from './recomputation.ts';

type Recorded = Written['verdict'];

const LABEL_WIDTH = 12;

/** Whether the archive reproduces the verdict, for people: plain text. */
export function verificationText(verification: Verification, verdict: Recorded): string {
  return `${linesOf(verification, verdict).join('\n')}\n`;
}

function linesOf(verification: Verification, verdict: Recorded): string[] {
  switch (verification.outcome) {
    case 'reproduced':
      return [
        ...wrapped(`REPRODUCED: the archive gives this verdict, ${verdict.verdict}, byte for byte`, ''),
        '',
        ...aboutArchive(verdict),
        ...aboutTool(verdict, verification.toolVersion),
        ...aboutInputs(verdict),
      ];
    case 'other-archive':
      return [
        ...wrapped('ANOTHER ARCHIVE: the verdict is about a different one', ''),
        '',
        ...aboutArchive(verdict),
        ...labelled('Found', identity(verification.found)),
        '',
        ...wrapped('Nothing else was compared. Give the archive unchanged, in the form in which it was evaluated.', ''),
      ];
    case 'not-reproduced':
      return [
        ...wrapped('NOT REPRODUCED: the archive does not give this verdict', ''),
        '',
        ...aboutArchive(verdict),
        ...aboutTool(verdict, verification.toolVersion),
        ...aboutInputs(verdict),
        ...aboutDifferences(verification.differences, verification.more),
      ];
    case 'undecided':
      return [
        ...wrapped('UNDECIDED: another version of the tool does not give this verdict', ''),
        ...wrapped(`To find out, verify it with scs-networking ${verdict.tool.version}, which wrote it.`, '  -> '),
        '',
        ...aboutArchive(verdict),
        ...aboutTool(verdict, verification.toolVersion),
        ...aboutInputs(verdict),
        ...aboutDifferences(verification.differences, verification.more),
      ];
    default:
      return verification satisfies never;
  }
}

function labelled(label: string, text: string): string[] {
  return wrapped(text, label.padEnd(LABEL_WIDTH), ' '.repeat(LABEL_WIDTH));
}

const CONTAINERS = { tar: 'a tar', directory: 'a directory', file: 'a JUnit file' } as const;

function aboutArchive({ archive }: Recorded): string[] {
  return labelled('Archive', `${archive.name}, ${CONTAINERS[archive.container]}, ${identity(archive)}`);
}

function identity({ bytes, sha256 }: ArchiveIdentity): string {
  return `${counted(bytes, 'byte')}, SHA-256 ${sha256}`;
}

function aboutTool({ tool }: Recorded, version: string): string[] {
  const now = version === tool.version ? 'the same version' : `version ${version}`;
  return labelled('Tool', `written by ${tool.name} ${tool.version}, verified by ${now}`);
}

/** The author of the document chose these texts. */
function aboutInputs({ inputs }: Recorded): string[] {
  const options = inputOptions(inputs);
  if (options.length === 0) return labelled('Inputs', 'the default ones');
  return labelled('Inputs', `NOT THE DEFAULT ONES: ${options.join(' ')}`);
}

function aboutDifferences(differences: readonly DocumentDifference[], more: number): string[] {
  if (differences.length === 0) {
    return [
      '',
      ...wrapped('Its content is the same in other bytes: its layout, or the order of its parts, was changed.', ''),
    ];
  }
  return [
    ...differences.flatMap(({ path, recorded, recomputed }) => [
      '',
      ...wrapped(path.replace(/^\./, ''), '  '),
      ...wrapped(recorded ?? '(nothing)', '    verdict     '),
      ...wrapped(recomputed ?? '(nothing)', '    recomputed  '),
    ]),
    ...(more > 0 ? ['', ...wrapped(`and ${counted(more, 'more difference')}`, '  ')] : []),
  ];
}
