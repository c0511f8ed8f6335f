import { describe, expect, test } from '@jest/globals';
import { judgementOf } from '../../../../results-parsers/checks/network-policy-beyond-upstream/expected-reach.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { NOTHING, type State } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import { ScenarioRunner, triedFor } from '../../../../src/checks/network-policy-beyond-upstream/run-scenarios.ts';
import type { Scenario } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import { scenarioGroups } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { joinedState, sharedSteps } from '../../../../src/checks/network-policy-beyond-upstream/shared-state.ts';
import { simulatedArena } from './simulated-engine.ts';

const arena = simulatedArena();
const shared = scenarioGroups
  .filter(({ length }) => length > 1)
  .map((group): [string, readonly Scenario[]] => [group.map(({ id }) => id).join(', '), group]);

describe.each(shared)('the scenarios %s', (_, group) => {
  const states = sharedSteps(arena, group);

  test('expect of each connection in the shared state what they expect in their own', () => {
    for (const parts of states) {
      const together = joinedState(arena, parts);
      for (const part of parts) {
        const alone = joinedState(arena, [part]);
        for (const ask of part.step.asks) {
          const tried = triedFor(arena, ask);
          expect(judgementOf(arena, together, tried)).toEqual(judgementOf(arena, alone, tried));
        }
      }
    }
  });

  test('give each policy a name of its own', () => {
    for (const parts of states) {
      const names = joinedState(arena, parts).policies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

test('labels that several scenarios set are merged', () => {
  const parts = ['role', 'guest'].map((label) => ({
    id: 'udp-egress' as const,
    step: {
      policies: [],
      asks: [],
      podLabels: { 'x-a': { [label]: 'yes' } },
      namespaceLabels: { y: { [label]: 'yes' } },
    },
  }));
  const { podLabels, namespaceLabels } = joinedState(arena, parts);
  expect(podLabels['x/x-a']).toMatchObject({ pod: 'x-a', role: 'yes', guest: 'yes' });
  expect(namespaceLabels['y']).toMatchObject({ side: 'y', role: 'yes', guest: 'yes' });
});

test('scenarios that run together are tried in one state after another, each with its own name', async () => {
  const entered: State[] = [];
  const state = {
    current: NOTHING,
    become: async (next: State) => {
      entered.push(next);
      return new Date(0).toISOString();
    },
  };
  const names: string[] = [];
  const probe = async ({
    name,
    from,
    to,
    protocol,
    port,
    expected,
  }: Pick<Probe, 'name' | 'from' | 'to' | 'protocol' | 'port' | 'expected'>): Promise<Probe> => {
    names.push(name);
    return { name, from, to, protocol, port, expected, observed: expected ?? 'unknown', changedAt: null, attempts: [] };
  };
  const runner = new ScenarioRunner({ probe }, arena, state);
  const group = scenarioGroups.at(-1) ?? [];
  await runner.runTogether(group);
  expect(entered).toHaveLength(2);
  expect(runner.notes.steps.map(({ scenario, step }) => `${scenario}/${step}`)).toEqual([
    ...group.map(({ id }) => `${id}/0`),
    'namespace-label-removed-both-selectors/1',
  ]);
  const asked = sharedSteps(arena, group).flatMap((parts, step) =>
    parts.flatMap(({ id, step: { asks } }) => asks.map((_, number) => `${id}/${step}/${number}`)),
  );
  expect(names.toSorted()).toEqual(asked.toSorted());
});
