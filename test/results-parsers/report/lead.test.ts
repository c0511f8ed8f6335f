import { expect, test } from '@jest/globals';
import { leadOf } from '../../../results-parsers/report/lead.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { ownArchive } from '../building/sonobuoy.ts';

const verdict = await evaluateFiles(ownArchive());

test.each([
  [{ required: 50, passed: 50 }, 'All 50 required specs ran and passed.'],
  [{ required: 50, passed: 48, flaky: 2 }, 'All 50 required specs ran and passed, 2 of them only when retried.'],
  [{ required: 1, passed: 1 }, 'The one required spec ran and passed.'],
  [{ required: 1, flaky: 1 }, 'The one required spec ran and passed, only when retried.'],
  [{ required: 50, passed: 48, waived: 2 }, '48 of the 50 required specs passed; 2 did not, and waivers exempt them.'],
  [{ required: 50, passed: 49, waived: 1 }, '49 of the 50 required specs passed; 1 did not, and a waiver exempts it.'],
])('a compliant verdict on %j begins with %j', (counts, why) => {
  const summary = { ...verdict.summary, passed: 0, flaky: 0, waived: 0, ...counts };
  expect(leadOf({ ...verdict, verdict: 'compliant', summary }).why).toBe(why);
});
