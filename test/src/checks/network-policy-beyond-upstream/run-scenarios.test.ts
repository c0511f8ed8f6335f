import { describe, expect, test } from '@jest/globals';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { Patience } from '../../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { ScenarioRunner } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import type { Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarioGroups, scenarios } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
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

test('a scenario that asks for less patience gets it, and those beside it do not', async () => {
  const seconds = new Map<string, number>();
  const probe = async ({ name, from, to, protocol, port, expected, ...request }: ProbeRequest): Promise<Probe> => {
    seconds.set(name.replace(/\/.*$/, ''), request.seconds ?? 0);
    return { name, from, to, protocol, port, expected, observed: expected ?? 'unknown', changedAt: null, attempts: [] };
  };
  const state = { current: NOTHING, become: async () => '' };
  const runner = new ScenarioRunner({ probe }, simulatedArena(), state, { patience: new Patience(20) });
  const group = scenarioGroups.find((each) => each.some(({ id }) => id === 'named-port-of-sidecar')) ?? [];
  await runner.runTogether(group);
  expect(Object.fromEntries(seconds)).toEqual({ 'peer-label-removed': 20, 'named-port-of-sidecar': 10 });
});
