import { describe, expect, test } from '@jest/globals';
import { type E2eLog, e2eLogReader } from '../../../results-parsers/sonobuoy/e2e-log.ts';
import { LineReader } from '../../../results-parsers/sonobuoy/line-reader.ts';
import { specListReader } from '../../../results-parsers/sonobuoy/spec-list.ts';

function feed(reader: LineReader, text: string, step = 3): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += step) reader.write(bytes.subarray(at, at + step));
  reader.end();
}

describe('a text file', () => {
  test('is read line by line, the last one even without a newline', () => {
    const lines: string[] = [];
    feed(new LineReader((line) => lines.push(line)), 'one\n\nzwölf\nlast', 1);
    expect(lines).toEqual(['one', '', 'zwölf', 'last']);
  });

  test('may have lines that are too short to matter, of which only the first in a row is passed on', () => {
    const lines: string[] = [];
    feed(new LineReader((line) => lines.push(line), 4), 'a\n\nb\nlong\n\n\nlonger\nc\n');
    expect(lines).toEqual(['a', 'long', '', 'longer', 'c']);
  });

  test('may have lines of any length, of which the beginnings are kept', () => {
    const lines: string[] = [];
    feed(new LineReader((line) => lines.push(line)), `${'S'.repeat(100_000)}\nnext`, 1000);
    expect(lines.map(({ length }) => length)).toEqual([16 * 1024, 4]);
  });
});

test('the first versions that the suite logs are those of the run', () => {
  let log: E2eLog | undefined;
  feed(
    e2eLogReader((read) => {
      log = read;
    }),
    'I1122 e2e.go:109] e2e test version: v1.36.3\nkube-apiserver version: v1.36.2\ne2e test version: v9.9.9\n',
  );
  expect(log).toMatchObject({ e2e: 'v1.36.3', server: 'v1.36.2' });
});

test('the output of --list-tests gives the names of the NetworkPolicy specs', () => {
  const names = new Set<string>();
  feed(
    specListReader({ names, count: 0 }, 1000),
    `The following spec names can be used with 'ginkgo run --focus/skip':
    test/e2e/network/netpol/network_policy.go:144: [sig-network] Netpol should x: y [Feature:NetworkPolicy]
    k8s.io/kubernetes@v1.36.3/test/e2e/apps/deployment.go:7: [sig-apps] Deployment should z
Netpol in a line that does not list a spec
`,
  );
  expect([...names]).toEqual(['[sig-network] Netpol should x: y [Feature:NetworkPolicy]']);
});

test('a list of more specs than the limit is refused, because a part must not be mistaken for the whole', () => {
  const reader = specListReader({ names: new Set(), count: 0 }, 1);
  expect(() => feed(reader, '    a.go:1: Netpol 1\n    a.go:2: Netpol 2\n')).toThrow(/limit specs of 1$/);
});
