import { entriesOf } from '../building/directory.ts';
import { evaluateBytes, evaluateEntries } from '../building/evaluate.ts';
import {
  asTar,
  expectGolden,
  failing,
  type Golden,
  packing,
  unpacked,
  withFile,
  withInvalidUtf8,
} from '../building/golden.ts';
import { junitXml } from '../building/junit.ts';
import { asSonobuoy08, asSonobuoy010, asSonobuoy015, moved, onNodes, withJunkOfMacOs } from '../building/layouts.ts';
import { ownArchive, packed, UPSTREAM_RESULTS, upstreamArchive } from '../building/sonobuoy.ts';

const containers: Golden[] = [
  ['a .tar.gz', packing(upstreamArchive()), 'compliant', []],
  ['a plain .tar', asTar(upstreamArchive()), 'compliant', []],
  ['an unpacked archive', unpacked(upstreamArchive()), 'compliant', []],
  ['an unpacked archive of our plugin', unpacked(ownArchive()), 'compliant', []],
  [
    'an unpacked archive with a failure',
    unpacked(upstreamArchive({ cases: failing })),
    'non-compliant',
    ['specs-failed'],
  ],
  ['names with ./ before them', packing(moved(upstreamArchive(), (path) => `./${path}`)), 'compliant', []],
  [
    'an unpacked archive with a link',
    () => evaluateEntries(entriesOf(upstreamArchive(), [{ path: 'plugins/x', what: 'symbolic link' }])),
    'inconclusive',
    ['entry-not-a-file'],
  ],
];

const error = '{"error":"timeout waiting for results"}';
const layouts: Golden[] = [
  ['files that macOS adds', packing(withJunkOfMacOs(upstreamArchive())), 'compliant', []],
  ['a daemon set on one node', packing(onNodes(upstreamArchive(), ['node-1'])), 'compliant', []],
  [
    'a daemon set on two nodes',
    packing(onNodes(upstreamArchive(), ['node-1', 'node-2'])),
    'inconclusive',
    ['specs-repeated'],
  ],
  ['Sonobuoy 0.15', packing(asSonobuoy015(upstreamArchive())), 'compliant', []],
  [
    'Sonobuoy 0.10',
    packing(asSonobuoy010(upstreamArchive())),
    'inconclusive',
    ['metadata-missing', 'e2e-version-unknown'],
  ],
  [
    'Sonobuoy 0.8',
    packing(asSonobuoy08(upstreamArchive())),
    'inconclusive',
    ['metadata-missing', 'e2e-version-unknown'],
  ],
  [
    'Sonobuoy 0.8, unpacked on macOS',
    unpacked(withJunkOfMacOs(asSonobuoy08(upstreamArchive()))),
    'inconclusive',
    ['metadata-missing', 'e2e-version-unknown'],
  ],
  ...['errors/error.json', 'errors/global/error.json', 'errors/node-1/error.json'].map(
    (path): Golden => [path, packing(withFile(`plugins/e2e/${path}`, error)), 'inconclusive', ['plugin-error']],
  ),
  [
    'a plugin that could not be launched',
    packing(
      moved(withFile('plugins/e2e/errors/error.json', error), (path) =>
        path.includes('/results/') ? undefined : path,
      ),
    ),
    'inconclusive',
    ['plugin-error', 'junit-missing', 'specs-missing'],
  ],
  ['other plugins beside it', packing(withFile('plugins/x/results/global/junit_01.xml', '<bad')), 'compliant', []],
  ['JUnit beside Sonobuoy files', packing(withFile('junit_01.xml', junitXml({ cases: failing }))), 'compliant', []],
  [
    'two plugins, of which one is chosen',
    () => evaluateBytes(packed(new Map([...upstreamArchive({ cases: failing }), ...ownArchive()])), 'scs-networking'),
    'compliant',
    [],
  ],
  [
    'the definition under both spellings that disagree',
    packing(withFile('plugins/e2e/defintion.json', '{}')),
    'inconclusive',
    ['metadata-unreadable', 'e2e-version-unknown'],
  ],
  [
    'the definition under both spellings that agree',
    packing(withFile('plugins/e2e/defintion.json', upstreamArchive().get('plugins/e2e/definition.json') ?? '')),
    'compliant',
    [],
  ],
  [
    'the server version under both paths that disagree',
    packing(withFile('serverversion/serverversion.json', '{"gitVersion":"v1.35.0"}')),
    'inconclusive',
    ['metadata-unreadable', 'server-version-unknown'],
  ],
  [
    'the settings of Sonobuoy under both paths that disagree',
    packing(withFile('config.json', '{"UUID":"other","Version":"v0.57.5"}')),
    'inconclusive',
    ['metadata-unreadable'],
  ],
  [
    'a failing JUnit whose name is written in capitals',
    packing(withFile(`${UPSTREAM_RESULTS}JUNIT_02.XML`, junitXml({ cases: failing.slice(0, 1) }))),
    'non-compliant',
    ['specs-failed', 'specs-contradict'],
  ],
  ['a document that is not UTF-8', withInvalidUtf8('meta/info.json'), 'inconclusive', ['metadata-unreadable']],
];

expectGolden('containers', containers);
expectGolden('layouts', layouts);
