import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { extract } from 'tar';
import { RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import { defaultWaivers } from '../../../results-parsers/waivers/default-profile.ts';
import { openResultsPlace, type ResultsPlace } from '../../../src/runner/evidence.ts';
import { inWords, verdictSoFar } from '../../../src/runner/must-so-far.ts';
import { evaluateBytes } from '../../results-parsers/building/evaluate.ts';

const root = mkdtempSync(join(tmpdir(), 'scs-networking-'));
afterAll(() => rmSync(root, { recursive: true }));

const archiveOf = (name: string): string => join(import.meta.dirname, `../../fixtures/${name}.tar.gz`);

/** The files and the record of a recorded run at the moment when its specs had ended. */
async function atTheEndOfSpecs(name: string): Promise<{ record: RunRecord; place: ResultsPlace }> {
  const place = openResultsPlace(join(root, name));
  const file = archiveOf(name);
  const results = 'plugins/scs-networking/results/global/';
  const filter = (path: string): boolean => path.startsWith(results) && !path.endsWith('scs-networking.xml');
  await extract({ file, cwd: place.evidence, strip: results.split('/').length - 1, filter });
  const record = RunRecord.parse(JSON.parse(readFileSync(join(place.evidence, 'run-record.json'), 'utf8')));
  rmSync(join(place.evidence, 'run-record.json'));
  return { record, place };
}

describe('the answer of the specs before there is an archive', () => {
  test.each([
    ['enforcing', 'v1.36.3'],
    ['left-out', 'v1.36.3'],
    ['kube-router', 'v1.36.3'],
    ['not-enforcing-all', 'v1.36.3'],
  ])('is the same as that of the archive %s', async (name, version) => {
    const { record, place } = await atTheEndOfSpecs(name);
    const early = await verdictSoFar(record, { place, version, waivers: [defaultWaivers] });
    const late = await evaluateBytes(readFileSync(archiveOf(name)));
    expect(early.clauses[0]?.outcome).toBe(late.clauses[0]?.outcome);
    expect(early.summary).toEqual(late.summary);
  });

  test('is phrased without the words of a verdict', async () => {
    const { record, place } = await atTheEndOfSpecs('enforcing-with-sctp');
    const text = inWords(await verdictSoFar(record, { place, version: 'v1.36.3', waivers: [defaultWaivers] }));
    expect(text).toMatch(/^\w[^\n]*network-policy: \d+ of 50 required specs passed/);
    expect(text).not.toMatch(/compliant|inconclusive/i);
  });

  test("decides nothing if the binary's version is not that of the API server", async () => {
    const { record, place } = await atTheEndOfSpecs('kube-router');
    const text = inWords(await verdictSoFar(record, { place, version: 'v1.35.0', waivers: [defaultWaivers] }));
    expect(text).toMatch(/^what the specs have shown does not decide network-policy: .* passed.* v1\.35/);
  });
});
