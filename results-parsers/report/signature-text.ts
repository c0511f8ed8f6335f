import type { SignatureCheck } from '../attestation/envelope.ts';
import { wrapped } from './layout.ts';

/** One paragraph about a signature, for people. */
export function signatureText(check: SignatureCheck): string {
  const lines = check.good
    ? wrapped(`SIGNATURE GOOD: by ${check.signer}, with ${check.key}`, '')
    : [
        ...wrapped(`SIGNATURE NOT GOOD: ${check.reason}`, ''),
        ...wrapped('The following does not show who wrote the verdict.', '  -> '),
      ];
  return `${lines.join('\n')}\n`;
}
