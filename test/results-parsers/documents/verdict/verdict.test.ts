import { expect, test } from '@jest/globals';
import { Verdict } from '../../../../results-parsers/documents/verdict/verdict.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { upstreamArchive } from '../../building/sonobuoy.ts';

const sha256 = '0123456789abcdef'.repeat(4);

test.each([
  [true, sha256],
  [false, `${sha256}0`],
  [false, `0${sha256}`],
  [false, sha256.slice(1)],
  [false, sha256.toUpperCase()],
])('%s: a digest in a verdict may be %j', (valid, digest) => {
  const archive = { name: 'a', container: 'tar', bytes: 1, sha256: digest };
  expect(Verdict.shape.archive.safeParse(archive).success).toBe(valid);
});

test('a verdict names the file of declarations that it rests on by its digest', async () => {
  const declarations = { source: 'declarations.yaml', sha256, declarations: [] };
  const { inputs } = await evaluateFiles(upstreamArchive(), undefined, { declarations });
  expect(inputs.declarations).toEqual({ source: 'declarations.yaml', sha256 });
  expect((await evaluateFiles(upstreamArchive())).inputs.declarations).toBeNull();
});
