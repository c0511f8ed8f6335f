import { expect, test } from '@jest/globals';
import { JunitReader } from '../../../results-parsers/junit/junit-reader.ts';

function textOf(message: string, text: string): string | undefined {
  const reader = new JunitReader(() => true);
  const failure = `<failure message="${message}" type="failed">${text}</failure>`;
  const spec = `<testcase name="[It] a" status="failed" time="1">${failure}</testcase>`;
  reader.write(Buffer.from(`<testsuites><testsuite name="s" tests="1">${spec}</testsuite></testsuites>`));
  reader.end();
  return reader.reading().suites[0]?.specs[0]?.text;
}

test.each<[message: string, text: string, kept: string]>([
  ['', '[FAILED] no servers', '[FAILED] no servers'],
  ['no servers', '', 'no servers'],
  ['no servers', 'In [It] at: x.go:1', 'no servers\nIn [It] at: x.go:1'],
  ['[FAILED] no servers', '[FAILED] no servers\nIn [It] at: x.go:1', '[FAILED] no servers\nIn [It] at: x.go:1'],
  ['no servers', '[FAILED] no servers\nIn [It] at: x.go:1', '[FAILED] no servers\nIn [It] at: x.go:1'],
  ['[FAILED] no servers in 10m0s', '[FAILED] no servers', '[FAILED] no servers in 10m0s'],
])('a failure with the message %j and the text %j says %j', (message, text, kept) => {
  expect(textOf(message, text)).toBe(kept);
});
