import { expect, test } from '@jest/globals';
import { REDACTION_FILE, type Redaction } from '../../../../results-parsers/documents/redaction.ts';
import { evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { upstreamArchive } from '../../building/sonobuoy.ts';

const sha256 = '5'.repeat(64);
const evidence = [{ path: REDACTION_FILE, line: null }];

test('a redacted copy is reported with its original and how much was redacted, which changes nothing', async () => {
  const redaction: Redaction = {
    apiVersion: 'scs-networking/v1',
    kind: 'Redaction',
    tool: { name: 'scs-networking', version: '1.2.3' },
    archive: { container: 'tar', bytes: 9, sha256 },
    plugins: ['e2e'],
    reduced: [{ path: 'meta/config.json', bytes: 9, sha256 }],
    removed: ['a', 'b'].map((path) => ({ path, bytes: 9, sha256 })),
  };
  const verdict = await evaluateFiles(upstreamArchive().set(REDACTION_FILE, JSON.stringify(redaction)));
  expect(verdict.verdict).toBe('compliant');
  expect(mustFindings(verdict)).toMatchObject([{ code: 'archive-redacted', effect: 'advises', evidence }]);
  expect(mustFindings(verdict)[0]?.text).toBe(
    `This is a redacted copy, by scs-networking 1.2.3, of the archive with SHA-256 ${sha256}: 2 files removed, 1 file reduced to what a verdict can rest on.`,
  );
});

test('an unreadable record of a redaction makes the clause undetermined', async () => {
  const verdict = await evaluateFiles(upstreamArchive().set(REDACTION_FILE, '{}'));
  expect(verdict.verdict).toBe('inconclusive');
  expect(mustFindings(verdict)).toMatchObject([{ code: 'redaction-unreadable', effect: 'undetermines', evidence }]);
});
