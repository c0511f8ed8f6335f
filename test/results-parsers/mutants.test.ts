import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ScsNetworkingError } from '../../results-parsers/index.ts';
import { evaluateBytes } from './building/evaluate.ts';
import { anyMutant } from './building/mutations.ts';

async function wordOn(bytes: Uint8Array): Promise<string> {
  try {
    return (await evaluateBytes(bytes)).verdict;
  } catch (error) {
    expect(error).toBeInstanceOf(ScsNetworkingError);
    return 'unreadable';
  }
}

test('no archive that lost a byte, or a required spec in any way, is ever compliant', async () => {
  const mutantIsNotCompliant = fc.asyncProperty(anyMutant, async ({ bytes }) => {
    expect(await wordOn(bytes)).not.toBe('compliant');
  });
  await fc.assert(mutantIsNotCompliant, { numRuns: 400 });
});
