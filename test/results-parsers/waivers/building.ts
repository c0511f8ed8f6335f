import type { Waiver } from '../../../results-parsers/waivers/waiver.ts';

/** A waiver without conditions except its expiry. */
export function waiver(change: Partial<Waiver> = {}): Waiver {
  return {
    id: 'w',
    source: 'waivers.yaml',
    specs: ['spec a'],
    pattern: null,
    kubernetes: null,
    cni: null,
    reason: 'because',
    link: 'https://example.org/1',
    owner: 'somebody',
    expires: '2027-06-30',
    ...change,
  };
}
