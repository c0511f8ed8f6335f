import { randomFillSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type ArchiveFiles, OWN_RESULTS, ownArchive, UPSTREAM_RESULTS, upstreamArchive } from './sonobuoy.ts';
import { END_OF_TAR, tarMember } from './tar.ts';

type EntryType = NonNullable<Parameters<typeof tarMember>[0]['type']>;
type Content = { bytes: number; pieces: () => Iterable<Buffer> };
type HostileFile = { path: string; content: Content; type?: EntryType };

/** An archive that is made to cost as much as it can; `files` come before those of an honest one. */
export type HostileArchive = { name: string; files: () => Iterable<HostileFile>; honest: ArchiveFiles };

const MiB = 1024 ** 2;
const PIECE_BYTES = MiB;
/** An honest archive compresses by less than this, so a hostile one has to, too. */
const HIDDEN_RATIO = 90;
const JUNIT = `${UPSTREAM_RESULTS}junit_02.xml`;
const LOG = `${UPSTREAM_RESULTS}e2e.log`;
const SPEC = '[It] [sig-network] Netpol NetworkPolicy between server and client should not be known';
const SUITE = '<testsuites><testsuite name="Kubernetes e2e suite" tests="1">\n';

/** What comes before the first case in Sonobuoy's results. */
const RESULTS = [
  'name: e2e\nstatus: passed\nmeta:\n  type: summary\nitems:\n',
  '- name: junit_01.xml\n  status: passed\n  meta:\n    file: results/global/junit_01.xml\n    type: file\n  items:\n',
  '  - name: Kubernetes e2e suite\n    status: passed\n    items:\n    - name: x\n      status: passed\n',
].join('');

/** `head`, then `unit` as often as `bytes` have room for it, then `tail`. `#` in a unit is a number that grows. */
function repeated(bytes: number, unit: string, head = '', tail = ''): Content {
  const inPiece = Math.max(1, Math.floor(PIECE_BYTES / unit.length));
  const counted = unit.includes('#');
  const pieceOf = (first: number): Buffer =>
    Buffer.from(
      counted
        ? Array.from({ length: inPiece }, (_, index) => unit.replaceAll('#', String(first + index + 1e8))).join('')
        : unit.repeat(inPiece),
    );
  const size = pieceOf(0).length;
  const pieces = Math.max(1, Math.ceil(bytes / size));
  return {
    bytes: head.length + pieces * size + tail.length,
    *pieces() {
      yield Buffer.from(head);
      const same = counted ? undefined : pieceOf(0);
      for (let piece = 0; piece < pieces; piece += 1) yield same ?? pieceOf(piece * inPiece);
      yield Buffer.from(tail);
    },
  };
}

function text(content: string): Content {
  return { bytes: Buffer.byteLength(content), pieces: () => [Buffer.from(content)] };
}

function* many(count: number, file: (index: number) => HostileFile): Generator<HostileFile> {
  for (let index = 0; index < count; index += 1) yield file(index);
}

/** Every kind of cost, in archives that unpack to about `megabytes`. */
export function hostileArchives(megabytes: number): HostileArchive[] {
  const bytes = megabytes * MiB;
  const upstream = (name: string, path: string, content: Content): HostileArchive => {
    const honest = upstreamArchive();
    honest.delete(path);
    return { name, honest, files: () => [{ path, content }] };
  };
  const own = (name: string, path: string, content: Content): HostileArchive => {
    const honest = ownArchive();
    honest.delete(path);
    return { name, honest, files: () => [{ path, content }] };
  };
  const manyFiles = (name: string, count: number, file: (index: number) => HostileFile): HostileArchive => ({
    name,
    honest: upstreamArchive(),
    files: () => many(count, file),
  });
  const junit = (name: string, unit: string, head: string, tail = ''): HostileArchive =>
    upstream(name, JUNIT, repeated(bytes, unit, SUITE + head, tail));
  const headersOf = (size: number): number => Math.min(240_000, Math.floor(bytes / size));
  const letters = 'x'.repeat(900);
  const record = JSON.stringify(JSON.parse(ownArchive().get(`${OWN_RESULTS}run-record.json`) ?? ''));
  return [
    ...(['[', '{}', '0', '""', '[[[[]]]]'] as const).flatMap((element) => {
      const unit = element === '[' ? '[' : `${element},`;
      return [
        upstream(`plugins of ${element}`, 'meta/info.json', repeated(30 * MiB, unit, '{"plugins":[', '0]}')),
        upstream(
          `nodes of ${element}`,
          'resources/cluster/core_v1_nodes.json',
          repeated(30 * MiB, unit, '{"items":[', '0]}'),
        ),
      ];
    }),
    upstream('settings of keys', 'meta/config.json', repeated(30 * MiB, '"#":0,', '{', '"UUID":0}')),
    upstream(
      'an environment of objects',
      'plugins/e2e/definition.json',
      repeated(30 * MiB, '{},', '{"Definition":{"spec":{"image":"x","env":[', '{}]}}}'),
    ),
    own(
      'a run record of attempts',
      `${OWN_RESULTS}run-record.json`,
      repeated(30 * MiB, '{},', record.replace(/"attempts":\[.*$/, '"attempts":['), '{}]}'),
    ),
    own(
      'a run record of evidence',
      `${OWN_RESULTS}run-record.json`,
      repeated(
        30 * MiB,
        `{"path":"#","bytes":1,"sha256":"${'0'.repeat(64)}"},`,
        record.replace(/"evidence":\[.*$/, '"evidence":['),
        '{}]}',
      ),
    ),
    {
      ...own('checks of labels', 'x', text('')),
      files: () =>
        many(64, (index) => ({
          path: `${OWN_RESULTS}checks/check-${index}.json`,
          content: repeated(
            Math.min(2 * MiB, bytes / 64) - 2000,
            '{},',
            '{"apiVersion":"scs-networking/v1","kind":"CheckObservations","probes":[',
            '{}]}',
          ),
        })),
    },
    own(
      'a run record of names',
      `${OWN_RESULTS}run-record.json`,
      repeated(
        7 * MiB,
        `{"name":"NetworkPolicy # ${'\\"'.repeat(4000)}","state":"failed","seconds":1},`,
        record.replace(/"observed":\[.*$/, '"observed":['),
        `{"name":"x","state":"failed","seconds":1}]}${record.replace(/^.*"observed":\[\]\}/, '')}`,
      ),
    ),
    manyFiles('errors of 60 KiB', Math.min(9000, megabytes * 16), (index) => ({
      path: `plugins/e2e/errors/n${index}/error.json`,
      content: text(`{"error":"${'\\"'.repeat(30_000)}"}`),
    })),
    upstream('a redaction of files', 'redaction.json', repeated(30 * MiB, '{},', '{"removed":[', '{}]}')),
    ...(['nodes', 'namespaces'] as const).map((plural) =>
      manyFiles(`many files of ${plural}`, Math.floor(megabytes / 4), (index) => ({
        path: `resources/cluster/core_v${index}_${plural}.json`,
        content: repeated(
          4 * MiB,
          '{"metadata":{"name":"#","uid":"#","labels":{"a#":1,"b#":1}}},',
          '{"items":[',
          '{"metadata":{"name":"x","uid":"x"}}]}',
        ),
      })),
    ),
    manyFiles('many files of daemon sets', Math.floor(megabytes / 4), (index) => ({
      path: `resources/ns/n${index}/apps_v1_daemonsets.json`,
      content: repeated(
        4 * MiB,
        '{"metadata":{"name":"#","namespace":"#"},"spec":{"template":{"spec":{"containers":[{"image":"cilium/cilium:v#"}]}}}},',
        '{"items":[',
        '{}]}',
      ),
    })),
    manyFiles('many files of valid daemon sets', Math.floor(megabytes / 4), (index) => ({
      path: `resources/ns/n${index}/apps_v1_daemonsets.json`,
      content: repeated(
        4 * MiB,
        '{"metadata":{"name":"#","namespace":"#"},"spec":{"template":{"spec":{"containers":[{"image":"cilium/cilium:v#"}]}}},"status":{"numberReady":1}},',
        '{"items":[',
        '{"metadata":{"name":"x","namespace":"x"},"spec":{"template":{"spec":{"containers":[]}}}}]}',
      ),
    })),
    upstream(
      'pods of a run',
      'resources/ns/netpol-x-1/core_v1_pods.json',
      repeated(
        30 * MiB,
        '{"metadata":{"namespace":"netpol-x-1","name":"#"},"spec":{"nodeName":"#"}},',
        '{"items":[',
        '{"metadata":{"namespace":"x","name":"x"},"spec":{}}]}',
      ),
    ),
    junit('an attribute of entities', '&lt;', '<testcase name="', '"/>'),
    junit('an element of attributes', 'a#="" ', '<testcase ', '/>'),
    junit(
      'a failure of entities',
      '&lt;',
      `<testcase name="${SPEC}" status="failed"><failure>`,
      '</failure></testcase></testsuite></testsuites>',
    ),
    junit(
      'a failure of lines',
      '\r\n',
      `<testcase name="${SPEC}" status="failed"><failure>`,
      '</failure></testcase></testsuite></testsuites>',
    ),
    junit(
      'a timeline of entities',
      '&lt;',
      `<testcase name="${SPEC}" status="failed"><failure>x</failure><system-err>`,
      '</system-err></testcase></testsuite></testsuites>',
    ),
    junit(
      'a timeline of lines',
      'INFO: TIMEOUT: x -> y # \n',
      `<testcase name="${SPEC}" status="failed"><failure>x</failure><system-err>`,
      '</system-err></testcase></testsuite></testsuites>',
    ),
    junit('a comment', 'x', '<!-- ', ' -->'),
    junit('character data', 'x', '<testcase name="x"><failure><![CDATA[', ']]></failure>'),
    junit('an instruction', 'x', '<?x ', '?>'),
    junit('the name of an element', 'x', '<', '/>'),
    junit('a name of an attribute', 'x', '<testcase ', '="x"/>'),
    junit('the name of an entity', 'x', '&', ';'),
    junit('blanks', ' ', '', '</testsuite></testsuites>'),
    junit('elements inside elements', '<a>', '<testcase>'),
    junit('signs of skipped cases on one line', ' status="skipped"', ''),
    junit('beginnings of skipped cases', ' <testcase name="" classname="" status="skipped" time="1">', ''),
    junit(
      'skipped cases of blanks',
      `${' '.repeat(800)}<testcase name="x" classname="x" status="skipped" time="1">\n`,
      '',
    ),
    junit('suites', '<testsuite name="#"></testsuite>', '</testsuite>'),
    junit('properties', '<property name="#" value="x"/>', '<properties>'),
    junit('cases', '<testcase name="#"/>\n', ''),
    junit(
      'failed specs',
      `<testcase name="${SPEC} #" status="failed"><failure message="x">y</failure></testcase>\n`,
      '',
      '</testsuite></testsuites>',
    ),
    junit('passed specs', `<testcase name="${SPEC} #" status="passed"/>\n`, '', '</testsuite></testsuites>'),
    junit(
      'failed specs with long names',
      `<testcase name="${SPEC} # ${'&quot;'.repeat(40_000)}" status="failed"><failure message="x">y</failure></testcase>\n`,
      '',
      '</testsuite></testsuites>',
    ),
    junit(
      'failed specs with long texts',
      `<testcase name="${SPEC} #" status="failed"><failure message="x">${'&quot;'.repeat(16_000)}</failure></testcase>\n`,
      '',
      '</testsuite></testsuites>',
    ),
    junit(
      'nodes of the suite',
      '<testcase name="[SynchronizedBeforeSuite]" status="passed"/>\n',
      '',
      '</testsuite></testsuites>',
    ),
    ...(
      [
        '• [AAAAAAAA',
        'A[1 seconds]',
        '[A',
        '\n',
        'x\n',
        '\u001b[',
        '\u001b\u009b\n',
        '------------------------------\n',
        '-- 1 Passed | 1 Failed |\n',
        ' ',
        '\u2022 [FLAKEY TEST - TOOK 3 ATTEMPTS TO PASS] [1.0 seconds]\n',
        'Attempt #1 Failed.  Retrying\n',
        '\t',
        'kube-apiserver version: \n',
      ] as const
    ).map((unit) => upstream(`a log of ${JSON.stringify(unit)}`, LOG, repeated(bytes, unit))),
    upstream('a log of headers', LOG, repeated(bytes, `${'[A'.repeat(8000)} seconds]\n`)),
    upstream('a log of dots', LOG, repeated(bytes, `${'\u2022'.repeat(8000)}[A] [1.0 seconds]\n`)),
    own('a list of specs', `${OWN_RESULTS}spec-list.txt`, repeated(bytes, '    a:1: [sig-network] NetworkPolicy #\n')),
    own('a list of blanks', `${OWN_RESULTS}spec-list.txt`, repeated(bytes, `${' '.repeat(16_000)}\n`)),
    own('a list of colons', `${OWN_RESULTS}spec-list.txt`, repeated(bytes, `  ${'a:1:'.repeat(4_000)}\n`)),
    ...(
      [
        ['cases', '    - name: x\n      status: passed\n'],
        ['specs', '    - name: NetworkPolicy #\n      status: passed\n'],
        ['suites', '  - name: x\n    items:\n    - name: x\n      status: passed\n'],
        ['aliases', '    - *x\n'],
        ['anchors', '    - name: &x# x\n      status: *x#\n'],
        ['names without end', '    - name: NetworkPolicy\n'],
        ['lines of a name', '        NetworkPolicy\n'],
        ['details', '          NetworkPolicy Netpol\n'],
        ['one line', 'NetworkPolicy: - '],
        ['blank lines', '\n'],
        ['blanks', ' '],
        ['depth', `${Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}- name: x`).join('\n')}\n`],
      ] as const
    ).map(([what, unit]) =>
      upstream(`Sonobuoy's results of ${what}`, 'plugins/e2e/sonobuoy_results.yaml', repeated(bytes, unit, RESULTS)),
    ),
    upstream(
      "Sonobuoy's results of files",
      'plugins/e2e/sonobuoy_results.yaml',
      repeated(
        bytes,
        '- name: x\n  meta:\n    file: results/#.xml\n  items:\n  - items:\n    - name: x\n      status: x\n',
        'items:\n',
      ),
    ),
    manyFiles('extended headers of 1 MiB', Math.floor(megabytes / 1.01), (index) => ({
      path: `pax-${index}`,
      type: 'ExtendedHeader',
      content: repeated(MiB - 100, '20 comment=xxxxxxxxx\n'),
    })),
    manyFiles('global headers of 60 KiB', Math.floor(bytes / 62_000), (index) => ({
      path: `pax-${index}`,
      type: 'GlobalExtendedHeader',
      content: text('20 comment=xxxxxxxxx\n'.repeat(2_800)),
    })),
    manyFiles('extended headers of many keys', Math.floor(bytes / 62_000), (index) => ({
      path: `pax-${index}`,
      type: 'GlobalExtendedHeader',
      content: text(
        Array.from({ length: 3_000 }, (_, key) => `20 ${String(index * 3000 + key).padStart(9, '0')}=xxxxxx\n`).join(
          '',
        ),
      ),
    })),
    manyFiles('long names', headersOf(2560), (index) =>
      index % 2 === 0
        ? { path: 'long', type: 'NextFileHasLongPath', content: text(`${letters}${index}`) }
        : { path: 'short', content: text('') },
    ),
    manyFiles('unsafe names', headersOf(512), (index) => ({ path: `../${index}`, content: text('') })),
    manyFiles('empty JUnit files', headersOf(512), (index) => ({
      path: `${UPSTREAM_RESULTS}junit_${index}.xml`,
      content: text(''),
    })),
    manyFiles('empty logs', headersOf(512), (index) => ({
      path: `${UPSTREAM_RESULTS}${index}/e2e.log`,
      content: text(''),
    })),
    manyFiles('small logs', headersOf(1024), (index) => ({
      path: `${UPSTREAM_RESULTS}${index}/e2e.log`,
      content: text(
        'e2e test version: v1.36.3\nkube-apiserver version: v1.36.3\n-- 1 Passed | 0 Failed | 3 Flaked |\n',
      ),
    })),
    manyFiles('errors', headersOf(1024), (index) => ({
      path: `plugins/e2e/errors/n${index}/error.json`,
      content: text('{"error":"x"}'),
    })),
    manyFiles('lists of specs', headersOf(1024), (index) => ({
      path: `${UPSTREAM_RESULTS}${index}/spec-list.txt`,
      content: text('  a:1: [sig-network] NetworkPolicy'),
    })),
    manyFiles('checks', headersOf(1024), (index) => ({
      path: `plugins/e2e/results/global/checks/${index}.json`,
      content: text('{}'),
    })),
    manyFiles('plugins', headersOf(512), (index) => ({ path: `plugins/p${index}/x`, content: text('') })),
    manyFiles('results', headersOf(512), (index) => ({ path: `${UPSTREAM_RESULTS}${index}.txt`, content: text('') })),
    manyFiles('names that tell of a plugin', headersOf(512), (index) => ({
      path: `resources/ns/n${index}/cilium.io_v2_ciliumendpoints.json`,
      content: text(''),
    })),
    manyFiles('small daemon sets', headersOf(1024), (index) => ({
      path: `resources/ns/n${index}/apps_v1_daemonsets.json`,
      content: text('[]'),
    })),
  ];
}

/** Writes the archive, with so much noise before it that it compresses no better than an honest one. */
export async function writeHostileArchive({ files, honest }: HostileArchive, target: string): Promise<void> {
  const tar = function* (): Generator<Buffer> {
    for (const file of files()) yield* memberOf(file);
    for (const [path, content] of honest) yield tarMember({ path, content });
    yield END_OF_TAR;
  };
  const size = [...files()].reduce((sum, { content }) => sum + content.bytes, 0);
  const noise = size < 16 * MiB ? [] : [memberOf({ path: 'noise', content: noiseOf(size / HIDDEN_RATIO) })];
  const all = function* (): Generator<Buffer> {
    for (const member of noise) yield* member;
    yield* tar();
  };
  await pipeline(Readable.from(all()), createGzip({ level: 6 }), createWriteStream(target));
}

function noiseOf(size: number): Content {
  const bytes = Math.ceil(size);
  return { bytes, pieces: () => [randomFillSync(Buffer.alloc(bytes))] };
}

function* memberOf({ path, content, type = 'File' }: HostileFile): Generator<Buffer> {
  const { bytes } = content;
  // A header for a body that comes in pieces: that of an empty file, with another size and checksum.
  const block = tarMember({ path, type }).subarray(0, 512);
  block.write(`${bytes.toString(8).padStart(11, '0')} `, 124, 'latin1');
  block.fill(' ', 148, 156);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  );
  yield block;
  yield* content.pieces();
  const rest = bytes % 512;
  if (rest > 0) yield Buffer.alloc(512 - rest);
}
