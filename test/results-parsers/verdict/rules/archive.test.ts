import { expect, test } from '@jest/globals';
import { evaluateBytes, mustFindings } from '../../building/evaluate.ts';
import { upstreamArchive } from '../../building/sonobuoy.ts';
import { type TarMember, tarGzOf } from '../../building/tar.ts';

const members = [...upstreamArchive()].map(([path, content]): TarMember => ({ path, content }));
const link = (path: string): TarMember => ({ path, type: 'SymbolicLink', linkpath: '/etc' });

test.each<[string, TarMember[], string, string[]]>([
  ['one link, by its name', [link('a')], 'neither a file nor a directory. Its', ['a']],
  [
    'several links, by the first',
    [link('a'), link('b'), link('c')],
    'nor a directory; and 2 more like this. Its',
    ['a'],
  ],
  ['an unsafe name, without a file', [{ path: '../escape' }], 'is refused: ', []],
])('each kind of fault of an archive is reported once: %s', async (_what, more, text, paths) => {
  const [finding, ...others] = mustFindings(await evaluateBytes(tarGzOf([...members, ...more])));
  expect(others).toEqual([]);
  expect(finding?.text).toContain(text);
  expect(finding?.evidence).toEqual(paths.map((path) => ({ path, line: null })));
});
