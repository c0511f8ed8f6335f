import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { writtenResults } from '../../../results-parsers/redaction/written-results.ts';
import { type SonobuoyResults, SonobuoyResultsReader } from '../../../results-parsers/sonobuoy/sonobuoy-results.ts';

test.each<[what: string, results: SonobuoyResults]>([
  ['nothing', new Map()],
  [
    'files, names that need quotes, and thousands of other cases',
    new Map([
      [
        "results/global/junit '1'.xml",
        {
          cases: 7000,
          skipped: 6990,
          specs: [
            { name: 'Netpol "a" \'b\' \\ ä: #', status: 'failed' as const },
            { name: 'Netpol', status: 'skipped' as const },
          ],
        },
      ],
      [
        'results/global/junit_02.xml',
        { cases: 1, skipped: 0, specs: [{ name: 'NetworkPolicy', status: 'unknown' as const }] },
      ],
    ]),
  ],
])('the written results of %s can be read again, and are YAML', (_what, results) => {
  const reader = new SonobuoyResultsReader(10);
  const yaml = [...writtenResults(results)].join('');
  reader.write(Buffer.from(yaml));
  reader.end();
  expect(reader.results()).toEqual(results);
  expect(load(yaml)).toMatchObject({ name: 'removed', status: 'unknown' });
});
