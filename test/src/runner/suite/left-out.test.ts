import { describe, expect, test } from '@jest/globals';
import type { SctpProbe } from '../../../../results-parsers/documents/run-record/preflight.ts';
import { catalogueOf } from '../../../../results-parsers/standard/catalogue.ts';
import { catalogueReleases } from '../../../../results-parsers/standard/catalogue-data.ts';
import { defaultWaivers } from '../../../../results-parsers/waivers/default-profile.ts';
import { specSets } from '../../../../results-parsers/waivers/spec-sets.ts';
import { exemptedSpecs, leftOutPattern, specsLeftOut } from '../../../../src/runner/suite/left-out.ts';

const SCTP = specSets['sctp-connectivity'];
const specList = ['[sig-apps] Job', ...(catalogueOf('1.36') ?? []).map(({ name }) => name)];
const question = { specList, waivers: defaultWaivers.waivers, minor: '1.36', day: '2026-11-24' };

type Outcome = SctpProbe['nodes'][number]['outcome'];
const probe = (...outcomes: Outcome[]): SctpProbe => ({
  command: ['/agnhost'],
  nodes: outcomes.map((outcome, index) => ({ node: `n${index}`, outcome, answer: 'OTHER: protocol not supported' })),
});

describe('the specs that waivers exempt', () => {
  test('are those of the default waivers that fit', () => {
    expect([...exemptedSpecs(question).keys()].sort()).toEqual(SCTP.filter((name) => specList.includes(name)));
  });

  test.each([
    ['without waivers', { waivers: [] }],
    ['once the waivers have expired', { day: '2029-01-01' }],
    ['for a minor older than the catalogue', { minor: '1.27' }],
  ])('are none %s', (_what, change) => {
    expect(exemptedSpecs({ ...question, ...change }).size).toBe(0);
  });

  test('are for a minor newer than the catalogue those of its newest minor, even if their tags have moved', () => {
    const names = specList.map((name) => name.replace('] [Feature:NetworkPolicy]', '] [Feature:NetworkPolicy] [Slow]'));
    const exempted = exemptedSpecs({ ...question, minor: '1.99', specList: names });
    expect([...exempted.keys()].sort()).toEqual(names.filter((name) => name.includes('Netpol [Feature:SCTP')).sort());
  });

  test.each(['1.30', '1.34', '1.35'])('are known by their names in %s', (minor) => {
    const names = (catalogueOf(minor) ?? []).map(({ name }) => name);
    const exempted = exemptedSpecs({ ...question, minor, specList: names });
    expect([...exempted.keys()].filter((name) => name.includes('SCTPConnectivity'))).toHaveLength(3);
  });
});

describe('the specs that are left out', () => {
  const exempted = exemptedSpecs(question);

  test('are the SCTP specs if no pod can use SCTP and a waiver exempts them; the reason names both', () => {
    expect(specsLeftOut(exempted, probe('impossible'), '1.36')).toEqual({
      specs: [...exempted.keys()].sort(),
      reason:
        'pods cannot open an SCTP socket on n0 (OTHER: protocol not supported), and the waiver scs-sctp-connectivity exempts them',
    });
    expect(specsLeftOut(exempted, probe('impossible', 'impossible'), '1.36')?.reason).toContain('on any of 2 nodes');
  });

  test('come, for a minor newer than the catalogue, with the minor from which that is known', () => {
    const reason = specsLeftOut(exempted, probe('impossible'), '1.99')?.reason ?? '';
    expect(reason).toMatch(
      new RegExp(
        `exempts them, according to the data for Kubernetes ${catalogueReleases.at(-1)?.minor.replace('.', '\\.')}$`,
      ),
    );
  });

  test.each([
    ['no pod could be asked', null],
    ['no node was asked', probe()],
    ['one node has SCTP', probe('impossible', 'possible')],
    ['it is not known for one node', probe('impossible', 'unknown')],
  ])('are none if %s', (_what, sctp) => {
    expect(specsLeftOut(exempted, sctp, '1.36')).toBeNull();
  });

  test('do not include a spec that no waiver exempts', () => {
    expect(specsLeftOut(new Map(), probe('impossible'), '1.36')).toBeNull();
  });
});

describe('the pattern that leaves specs out', () => {
  test.each(['1.30', '1.34', '1.36'])('is short, and matches only the SCTP specs in %s', (minor) => {
    const names = [
      '[sig-network] SCTP [Feature:SCTPConnectivity]',
      ...(catalogueOf(minor) ?? []).map(({ name }) => name),
    ];
    const specs = names.filter((name) => name.includes('Netpol [Feature:SCTPConnectivity]'));
    const pattern = leftOutPattern({ specs, reason: '' }, names);
    expect(pattern.length).toBeLessThan(50);
    expect(names.filter((name) => new RegExp(pattern).test(name))).toEqual(specs);
  });

  test('names them one by one if not all of them are left out', () => {
    const [first = '', ...others] = specList.filter((name) => name.includes('Netpol [Feature:SCTPConnectivity]'));
    const pattern = new RegExp(leftOutPattern({ specs: [first], reason: '' }, specList));
    expect([first, ...others].filter((name) => pattern.test(` ${name}`))).toEqual([first]);
  });
});
