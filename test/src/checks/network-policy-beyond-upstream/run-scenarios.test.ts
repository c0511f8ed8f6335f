import { describe, expect, test } from '@jest/globals';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { ScenarioRunner } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import type { Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarios } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import type { ProbeRequest } from '../../../../src/checks/probe/connect.ts';
import { simulatedArena } from './simulated-engine.ts';

/** Tries the connections without any policy; `isOpen` decides which of them are open. */
async function baseline(
  isOpen: (index: number) => boolean,
  tried: readonly Scenario[] = scenarios,
): Promise<{ probes: Probe[]; ended: Promise<void> }> {
  const probes: Probe[] = [];
  const probe = async ({ name, from, to, protocol, port, expected }: ProbeRequest): Promise<Probe> => {
    const observed = isOpen(probes.length) ? 'open' : 'blocked';
    const made: Probe = { name, from, to, protocol, port, expected, observed, changedAt: null, attempts: [] };
    probes.push(made);
    return made;
  };
  const state = { current: NOTHING, become: async () => '' };
  const runner = new ScenarioRunner({ probe }, simulatedArena(), state);
  const ended = runner.baseline(tried);
  await ended.catch(() => undefined);
  return { probes, ended };
}

describe('the connections without any policy', () => {
  test('are all tried, each with its own name, if one of the first is open', async () => {
    const { probes, ended } = await baseline((index) => index === 3);
    await expect(ended).resolves.toBeUndefined();
    expect(probes.length).toBeGreaterThan(10);
    expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
  });

  test('are given up if not one of the first ten is open, with the results', async () => {
    const { probes, ended } = await baseline(() => false);
    await expect(ended).rejects.toThrow(/found none of 10 open within 30 s: x\/x-c to x-a on TCP 8080 was blocked/);
    expect(probes).toHaveLength(10);
  });

  test('are not tried if no scenario applies, which proves nothing', async () => {
    const { probes, ended } = await baseline(() => false, []);
    await expect(ended).resolves.toBeUndefined();
    expect(probes).toEqual([]);
  });
});
