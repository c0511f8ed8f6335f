import { expect, test } from '@jest/globals';
import { Verdict, verdictJson } from '../../../../results-parsers/index.ts';
import { evaluateFiles } from '../../building/evaluate.ts';
import { upstreamArchive } from '../../building/sonobuoy.ts';

test('the verdict for machines fits its schema, with keys in the order of the schema', async () => {
  const verdict = await evaluateFiles(upstreamArchive());
  const json = verdictJson(verdict);
  expect(Verdict.parse(JSON.parse(json))).toEqual(verdict);
  expect(Object.keys(JSON.parse(json))).toEqual(Object.keys(Verdict.shape));
  expect(json).toMatch(/^\{\n {2}"apiVersion": "scs-networking\/v1",\n {2}"kind": "Verdict",\n/);
  expect(json).toMatch(/\}\n$/);
});

test('keys in another order give the same bytes', async () => {
  const verdict = await evaluateFiles(upstreamArchive());
  const reversed = Verdict.parse(Object.fromEntries(Object.entries(verdict).reverse()));
  expect(verdictJson(reversed)).toBe(verdictJson(verdict));
});
