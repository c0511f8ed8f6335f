import type { SignatureCheck } from '../attestation/signature-check.ts';
import type { TestResultStatement } from '../attestation/statement.ts';
import { wrapped } from './layout.ts';

/** One paragraph about a signature, for people. */
export function signatureText(check: SignatureCheck): string {
  const lines = check.good
    ? wrapped(`SIGNATURE GOOD: by ${check.signer}, with ${check.key}`, '')
    : [
        ...wrapped(`SIGNATURE NOT GOOD: ${check.reason}`, ''),
        ...wrapped('Nothing that follows says who wrote it.', '  -> '),
      ];
  return `${lines.join('\n')}\n`;
}

/** Whether a test result is about an archive, for people. */
export function subjectText({ subject, predicate }: TestResultStatement, foundSha256: string): string {
  const [{ name, digest, annotations }] = subject;
  const isSame = digest.sha256 === foundSha256;
  const lines = [
    ...wrapped(
      isSame
        ? `SAME ARCHIVE: the test result, ${predicate.result} (verdict ${annotations['verdict']}), is about it; nothing was recomputed`
        : 'ANOTHER ARCHIVE: it is not the one that the test result is about',
      '',
    ),
    ...(isSame
      ? wrapped(
          'A test result does not carry what a verdict rests on. Verify the verdict, or its own statement (--format in-toto-verdict).',
          '  -> ',
        )
      : []),
    '',
    ...wrapped(`${name}, SHA-256 ${digest.sha256}`, 'Archive     '),
    ...(isSame ? [] : wrapped(`SHA-256 ${foundSha256}`, 'Found       ')),
  ];
  return `${lines.join('\n')}\n`;
}
