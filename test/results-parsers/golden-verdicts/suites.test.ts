import { knownSpec } from '../../../results-parsers/standard/catalogue.ts';
import { archiveOf121, casesOf121, junitOfGinkgo1 } from '../building/ginkgo-1.ts';
import { expectGolden, type Golden, name, packing, withFile, withInvalidUtf8 } from '../building/golden.ts';
import { junitXml } from '../building/junit.ts';
import { requiredCases, UPSTREAM_RESULTS, upstreamArchive } from '../building/sonobuoy.ts';

const silent = ['suite-properties-missing', 'catalogue-missing'];
const [spec1, spec2, spec3] = casesOf121.map((spec) => spec.name) as [string, string, string];
const junit121 = (...states: ('passed' | 'failed' | 'skipped')[]) =>
  junitOfGinkgo1(casesOf121.map((spec, index) => ({ name: spec.name, state: states[index] ?? 'passed' })));

const versions: Golden[] = [
  ['Ginkgo 1', packing(archiveOf121({ 'junit_01.xml': junit121() })), 'inconclusive', silent],
  [
    'Ginkgo 1 with a failure',
    packing(archiveOf121({ 'junit_01.xml': junit121('failed') })),
    'inconclusive',
    ['further-specs-failed', ...silent],
  ],
  [
    'Ginkgo 1 in parallel',
    packing(
      archiveOf121({
        'junit_01.xml': junitOfGinkgo1([{ name: spec1 }], 3),
        'junit_02.xml': junitOfGinkgo1([{ name: spec2 }], 3),
        'junit_03.xml': junitOfGinkgo1([{ name: spec3, state: 'failed' }], 3),
      }),
    ),
    'inconclusive',
    ['further-specs-failed', ...silent],
  ],
  [
    'Ginkgo 1 with one spec in two files',
    packing(archiveOf121({ 'junit_01.xml': junit121(), 'junit_02.xml': junitOfGinkgo1([{ name: spec1 }]) })),
    'inconclusive',
    [...silent, 'specs-repeated'],
  ],
  [
    'Ginkgo 1 with its preparation failed',
    packing(archiveOf121({ 'junit_01.xml': junitOfGinkgo1([{ name: 'BeforeSuite', state: 'failed' }]) })),
    'inconclusive',
    ['suite-properties-missing', 'before-suite-not-passed', 'catalogue-missing'],
  ],
  [
    'Ginkgo 1 that skipped all specs',
    packing(archiveOf121({ 'junit_01.xml': junit121('skipped', 'skipped', 'skipped') })),
    'inconclusive',
    ['suite-properties-missing', 'catalogue-missing', 'nothing-ran'],
  ],
  [
    'Ginkgo 1 in an archive of Kubernetes 1.36',
    packing(
      withFile(`${UPSTREAM_RESULTS}junit_01.xml`, junitOfGinkgo1(requiredCases().map((spec) => ({ name: spec.name })))),
    ),
    'inconclusive',
    ['suite-properties-missing'],
  ],
  [
    'Ginkgo 2 of a Kubernetes without a catalogue',
    packing(
      new Map([
        ...archiveOf121({ 'junit_01.xml': junitXml({ cases: casesOf121 }) }),
        ['serverversion.json', '{"gitVersion":"v1.25.16"}'],
        ['plugins/e2e/defintion.json', '{"Definition":{"spec":{"image":"conformance:v1.25.16"}}}'],
      ]),
    ),
    'inconclusive',
    ['catalogue-missing'],
  ],
  [
    'tags and blanks that moved',
    packing(
      upstreamArchive({
        cases: requiredCases().map((spec) => ({ name: withMovedTags(spec.name) })),
      }),
    ),
    'compliant',
    [],
  ],
  [
    'one spec under two names that differ in their tags',
    packing(upstreamArchive({ cases: [...requiredCases(), { name: `${name} [Slow]` }] })),
    'inconclusive',
    ['specs-repeated'],
  ],
];

const junitPath = `${UPSTREAM_RESULTS}junit_01.xml`;
const passing = junitXml({ cases: requiredCases() });
const hostile = (change: (xml: string) => string) => packing(withFile(junitPath, change(passing)));
const unread = ['junit-damaged', 'suite-not-found', 'specs-missing'];
const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

const hostileFiles: Golden[] = [
  ['a DOCTYPE', hostile((xml) => xml.replace('?>', '?><!DOCTYPE x>')), 'inconclusive', unread],
  ['an entity bomb', hostile((xml) => xml.replace('?>', `?>${bomb}`)), 'inconclusive', unread],
  ['an entity', hostile((xml) => xml.replace('</testsuite>', '&b;</testsuite>')), 'inconclusive', ['junit-damaged']],
  [
    'a control character',
    hostile((xml) => xml.replace('</testsuite>', '\u0001</testsuite>')),
    'inconclusive',
    ['junit-damaged'],
  ],
  ['bytes that are not UTF-8', withInvalidUtf8(junitPath), 'inconclusive', ['junit-damaged']],
  ['two documents in one file', hostile((xml) => xml + xml), 'inconclusive', ['junit-damaged']],
];

expectGolden('versions of Kubernetes', versions);
expectGolden('hostile files', hostileFiles);

/** The name with tags that no known version has: some of these differ only in a blank. */
function withMovedTags(full: string): string {
  const moved = full.replace('] [LinuxOnly]', '][LinuxOnly][Disruptive]').replace(' [Feature:N', '[Feature:N');
  return knownSpec(moved) === null ? `${moved} ` : full;
}
