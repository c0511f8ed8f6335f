import { describe, expect, test } from '@jest/globals';
import type { Waiver } from '../../../results-parsers/waivers/waiver.ts';
import { reasonsNotToFit, type WaiverContext } from '../../../results-parsers/waivers/waiver-context.ts';
import { waiver } from './building.ts';

const known: WaiverContext = { kubernetes: '1.35', cni: { name: 'cilium', version: '1.20.2' }, day: '2026-11-22' };

type Case = [what: string, scope: Partial<Waiver>, context: Partial<WaiverContext>];

const cilium = (from: string | null, below: string | null): Partial<Waiver> => ({
  cni: { name: 'cilium', version: { from, below } },
});

const fitting: Case[] = [
  ['it has no condition except its date, and nothing else is known', {}, { kubernetes: null, cni: null }],
  ['the Kubernetes version is the first of the range', { kubernetes: { from: '1.35', below: null } }, {}],
  ['the Kubernetes version is below the end of the range', { kubernetes: { from: null, below: '1.36' } }, {}],
  ['the network plugin is the named one', { cni: { name: 'cilium', version: null } }, {}],
  [
    'the network plugin is the named one, whatever its version',
    { cni: { name: 'cilium', version: null } },
    { cni: { name: 'cilium', version: null } },
  ],
  ['the plugin’s version is in the range', cilium('1.20', '1.21'), {}],
  ['it is the day before its last day', {}, { day: '2027-06-29' }],
  ['it is its last day', {}, { day: '2027-06-30' }],
  ['it has no end and the day is not known', { expires: null }, { day: null }],
];

const notFitting: [...Case, reasons: string[]][] = [
  [
    'the Kubernetes version is the exclusive end of the range',
    { kubernetes: { from: null, below: '1.35' } },
    {},
    ["it is for Kubernetes below 1.35, but the cluster's version is 1.35"],
  ],
  [
    'the Kubernetes version is before the range',
    { kubernetes: { from: '1.36', below: '1.38' } },
    {},
    ["it is for Kubernetes 1.36 or later and below 1.38, but the cluster's version is 1.35"],
  ],
  [
    'the Kubernetes version is not known',
    { kubernetes: { from: '1.0', below: null } },
    { kubernetes: null },
    ["it is for Kubernetes 1.0 or later, but the cluster's version is not known"],
  ],
  [
    'the network plugin is a different one',
    { cni: { name: 'calico', version: null } },
    {},
    ["it is for the network plugin calico, but the cluster's is cilium"],
  ],
  [
    'the network plugin is not known',
    cilium('1.0', null),
    { cni: null },
    ["it is for the network plugin cilium, but the cluster's is not known"],
  ],
  [
    'the plugin’s version is outside of the range',
    cilium(null, '1.20'),
    {},
    ["it is for cilium below 1.20, but the cluster's version of it is 1.20.2"],
  ],
  [
    'the plugin’s version is not known',
    cilium('1.0', null),
    { cni: { name: 'cilium', version: null } },
    ["it is for cilium 1.0 or later, but the cluster's version of it is not known"],
  ],
  [
    'the plugin’s version is not that of a release',
    cilium('1.0', null),
    { cni: { name: 'cilium', version: 'latest' } },
    ["it is for cilium 1.0 or later, but the cluster's version of it is latest"],
  ],
  [
    'it is the day after its last day',
    {},
    { day: '2027-07-01' },
    ['it was in force until 2027-06-30, and is judged on 2027-07-01'],
  ],
  ['the day is not known', {}, { day: null }, ['it is in force until 2027-06-30, but the day of the run is not known']],
  [
    'no condition holds',
    { kubernetes: { from: '1.36', below: null }, cni: { name: 'weave', version: { from: null, below: '2.0' } } },
    { day: '2030-01-01' },
    [
      "it is for Kubernetes 1.36 or later, but the cluster's version is 1.35",
      "it is for the network plugin weave, but the cluster's is cilium",
      'it was in force until 2027-06-30, and is judged on 2030-01-01',
    ],
  ],
];

describe('a waiver fits if', () => {
  test.each(fitting)('%s', (_what, scope, context) => {
    expect(reasonsNotToFit(waiver(scope), { ...known, ...context })).toEqual([]);
  });
});

describe('a waiver does not fit if', () => {
  test.each(notFitting)('%s', (_what, scope, context, reasons) => {
    expect(reasonsNotToFit(waiver(scope), { ...known, ...context })).toEqual(reasons);
  });
});
