import { evaluateBytes } from '../building/evaluate.ts';
import { expectGolden, failing, type Golden, name, packing, unpacked } from '../building/golden.ts';
import { junitXml } from '../building/junit.ts';
import { type ArchiveFiles, requiredCases } from '../building/sonobuoy.ts';

const [, ...others] = requiredCases();
const alone = (junit: string) => () => evaluateBytes(Buffer.from(junit), undefined, { archiveName: 'junit_01.xml' });
const passing = junitXml({ cases: requiredCases() });
const log = (server: string): string => `e2e test version: v1.36.3\nkube-apiserver version: ${server}\n`;
const bare = (junit: string, server = 'v1.36.3'): ArchiveFiles =>
  new Map([
    ['e2e.log', log(server)],
    ['junit_01.xml', junit],
  ]);
const unknown = ['server-version-unknown', 'e2e-version-unknown', 'catalogue-missing'];

const bareFiles: Golden[] = [
  ['a JUnit file', alone(passing), 'inconclusive', ['bare-junit', ...unknown]],
  ['a JUnit file with a byte order mark', alone(`\ufeff${passing}`), 'inconclusive', ['bare-junit', ...unknown]],
  ['a JUnit file with e2e.log', unpacked(bare(passing)), 'inconclusive', ['bare-junit']],
  ['both in a tar', packing(bare(passing)), 'inconclusive', ['bare-junit']],
  [
    'a failure, which counts in every known version',
    alone(junitXml({ cases: failing })),
    'non-compliant',
    ['specs-failed', 'bare-junit', ...unknown],
  ],
  [
    'a failure, with e2e.log',
    unpacked(bare(junitXml({ cases: failing }))),
    'non-compliant',
    ['specs-failed', 'bare-junit'],
  ],
  [
    'a failure in a file that is cut off, with e2e.log',
    unpacked(bare(junitXml({ cases: failing }).slice(0, -20))),
    'inconclusive',
    ['archive-damaged', 'specs-failed', 'bare-junit', 'junit-damaged'],
  ],
  [
    'a server of another version',
    unpacked(bare(passing, 'v1.35.1')),
    'inconclusive',
    ['bare-junit', 'versions-differ'],
  ],
  [
    'a server of another version that has one spec under another name',
    unpacked(bare(passing, 'v1.30.1')),
    'inconclusive',
    ['bare-junit', 'versions-differ', 'suite-of-another-binary'],
  ],
  [
    'e2e.log without a JUnit file',
    unpacked(new Map([['e2e.log', log('v1.36.3')]])),
    'inconclusive',
    ['bare-junit', 'junit-missing', 'specs-missing'],
  ],
  [
    'two JUnit files of one run',
    unpacked(bare(junitXml({ cases: others })).set('junit_02.xml', junitXml({ cases: [{ name }] }))),
    'inconclusive',
    ['bare-junit'],
  ],
  [
    'two JUnit files that contradict each other',
    unpacked(bare(passing).set('junit_02.xml', junitXml({ cases: [{ name, state: 'failed' }] }))),
    'non-compliant',
    ['specs-failed', 'bare-junit', 'specs-contradict'],
  ],
  [
    'a dry run',
    unpacked(bare(junitXml({ cases: requiredCases(), properties: { DryRun: 'true' } }))),
    'inconclusive',
    ['bare-junit', 'dry-run', 'specs-skipped'],
  ],
];

expectGolden('files without an archive', bareFiles);
