import { describe, expect, test } from '@jest/globals';
import { judgedByScenarios } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import { PATH_STEPS, PATHS } from '../../../../results-parsers/checks/network-policy-beyond-upstream/reported-path.ts';
import {
  BASELINE,
  LANE_ENDED,
  SCENARIOS_FACT,
  type ScenarioFacts,
  stepOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import { firstScenarioIds } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { CheckPart } from '../../../../results-parsers/documents/checks/check-verdict.ts';
import type { Probe, ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import type { NetworkPolicy } from '../../../../results-parsers/policy-model/network-policy.ts';
import { NOTHING } from '../../../../src/checks/network-policy-beyond-upstream/cluster-state.ts';
import {
  rightEngine,
  simulated,
  simulatedArena,
} from '../../../src/checks/network-policy-beyond-upstream/simulated-engine.ts';

const arena = simulatedArena();
const right = simulated(rightEngine, arena);

function part(id: string, observations: CheckObservations): CheckPart | undefined {
  return judgedByScenarios(observations).parts?.find((each) => each.id === id);
}

function withProbes(change: (probe: Probe) => Probe): CheckObservations {
  return { ...right, probes: right.probes.map(change) };
}

/** A try that began, and took, so many milliseconds. */
function tried(result: ProbeAttempt['result'], at: number, detail = '', took = 100): ProbeAttempt {
  const time = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 22) + milliseconds).toISOString();
  return { startedAt: time(at), endedAt: time(at + took), result, detail };
}

describe('the answer', () => {
  test.each([
    [['node1', 'node2', 'node3'], / The pods were on 3 nodes\.$/],
    [['node1'], / The pods were on one node, so no connection between nodes was tested\.$/],
    [undefined, /decided: [^.]*\.$/],
  ])('says of nodes %j whether anything was tried between them', (nodes, text) => {
    const { nodes: _nodes, ...facts } = right.facts[SCENARIOS_FACT] as ScenarioFacts;
    const noted = { [SCENARIOS_FACT]: { ...facts, ...(nodes === undefined ? {} : { nodes }) } };
    expect(judgedByScenarios({ ...right, facts: noted }).text).toMatch(text);
  });
});

describe('a scenario about a change', () => {
  const seen = (...names: string[]): CheckObservations =>
    withProbes((probe) =>
      names.includes(probe.name) ? { ...probe, observed: probe.observed === 'open' ? 'blocked' : 'open' } : probe,
    );

  test('has no answer if what it changes was never in force, and the leak is reported as such', () => {
    const leak =
      "in step 1 of 2, with 'policy' and role=closed on x-a, y-a to x-a on TCP 8080 was open, though no rule of 'policy' allows it as ingress.";
    expect(part('target-label-removed', seen('target-label-removed/0/0'))).toMatchObject({
      answer: 'unknown',
      text: `The question could not be asked: ${leak}`,
      before: leak,
    });
    expect(judgedByScenarios(seen('target-label-removed/0/0'))).toMatchObject({
      answer: 'no',
      text: expect.stringMatching(/^1 of \d+ scenarios did not behave as the API specifies: target-label-removed\./),
    });
  });

  test('is answered by what follows the change, with what was in force then', () => {
    const asked = part('target-label-removed', seen('target-label-removed/1/0'));
    expect(asked).toEqual({
      id: 'target-label-removed',
      question: expect.stringContaining('open again'),
      answer: 'no',
      text: "In step 2 of 2, with 'policy', y-a to x-a on TCP 8080 was blocked, though no policy forbids it.",
    });
  });

  test('reports separately what was wrong before it and after it', () => {
    const both = part('policy-updated', seen('policy-updated/0/1', 'policy-updated/1/0'));
    expect(both?.answer).toBe('no');
    expect(both?.text).toContain('In step 2 of 2');
    expect(both?.before).toContain('in step 1 of 2');
  });
});

describe('a scenario', () => {
  test('with a leak says which policies do not allow the connection', () => {
    const leaked = withProbes((probe) =>
      probe.name === 'end-port-ingress/0/0' ? { ...probe, observed: 'open' } : probe,
    );
    expect(part('end-port-ingress', leaked)).toMatchObject({
      answer: 'no',
      text: "x-c to x-a on TCP 8080 was open, though no rule of 'policy' allows it as ingress.",
    });
    expect(judgedByScenarios(leaked)).toMatchObject({ answer: 'no' });
  });

  test('with a connection that is wrongly blocked says what allows it', () => {
    const blocked = withProbes((probe) =>
      /^(end-port-ingress|policy-types-left-out)\/0\/1$/.test(probe.name) ? { ...probe, observed: 'blocked' } : probe,
    );
    expect(part('end-port-ingress', blocked)?.text).toBe(
      "x-c to x-a on TCP 8081 was blocked, though rule 1 of 'policy' allows it.",
    );
    expect(part('policy-types-left-out', blocked)?.text).toBe(
      "In step 1 of 2, with 'policy', x-a to y-a on TCP 8080 was blocked, though no policy forbids it.",
    );
  });

  test('with many wrong connections lists some', () => {
    const open = withProbes((probe) => ({ ...probe, observed: 'open' }));
    expect(part('end-port-ingress', open)?.text).toMatch(/8080 was open, .*; .*; and 1 more\.$/);
  });

  test('does not go by what was expected at the time', () => {
    expect(
      part(
        'end-port-ingress',
        withProbes((probe) => ({ ...probe, expected: 'open' })),
      )?.answer,
    ).toBe('yes');
  });

  test('with a connection that could not be tried is unknown', () => {
    const untried = withProbes((probe) =>
      probe.name === 'udp-egress/0/0'
        ? { ...probe, observed: 'unknown', attempts: [tried('error', 0, 'no connection to the pod')] }
        : probe,
    );
    expect(part('udp-egress', untried)).toMatchObject({
      answer: 'unknown',
      text: '1 connection could not be tried, x-a to y-a on UDP 8080: no connection to the pod.',
    });
    expect(judgedByScenarios(untried).answer).toBe('unknown');
  });

  test('with a connection that was never open is unknown', () => {
    const shut = simulated(rightEngine, arena, ({ to, protocol }) => to.what === 'y-a' && protocol === 'UDP');
    expect(part('udp-egress', shut)).toMatchObject({ answer: 'unknown' });
    expect(part('udp-egress', shut)?.text).toMatch(/^2 connections were not open even without a policy, such as/);
    expect(part('end-port-egress', shut)?.answer).toBe('yes');
  });

  test('during which the check ended is unknown, as are later ones; the answers to earlier ones stand', () => {
    const facts = right.facts[SCENARIOS_FACT] as ScenarioFacts;
    const end = facts.steps.findIndex(({ scenario }) => scenario === 'named-port-undefined') + 1;
    const cut: CheckObservations = {
      ...right,
      problem: { kind: 'out-of-time', reason: '480 seconds were not enough.' },
      probes: right.probes.filter(({ name }) => !/^named-port-udp|^named-port-undefined\/1/.test(name)),
      facts: { [SCENARIOS_FACT]: { ...facts, steps: facts.steps.slice(0, end) } },
    };
    expect(part('end-port-ingress', cut)?.answer).toBe('yes');
    expect(part('named-port-undefined', cut)).toMatchObject({
      answer: 'unknown',
      text: 'The check did not finish in its time: 480 seconds were not enough.',
    });
    expect(part('named-port-udp', cut)?.answer).toBe('unknown');
  });
});

describe('observations of an earlier version', () => {
  const earlier = (asked?: string[]): CheckObservations => {
    const { asked: _, steps, ...facts } = right.facts[SCENARIOS_FACT] as ScenarioFacts;
    const isOld = (id: string | undefined): boolean =>
      id === BASELINE || firstScenarioIds.some((first) => first === id) || (asked ?? []).some((other) => other === id);
    return {
      ...right,
      probes: right.probes.filter(({ name }) => isOld(stepOf(name)?.scenario)),
      facts: {
        [SCENARIOS_FACT]: {
          ...facts,
          ...(asked === undefined ? {} : { asked }),
          steps: steps.filter(({ scenario }) => isOld(scenario)),
        },
      },
    };
  };
  const idsOf = ({ parts = [] }: { parts?: CheckPart[] }): string[] => parts.map(({ id }) => id);

  test('have no answer to scenarios that it did not have, and the same answers as before to the others', () => {
    expect(idsOf(judgedByScenarios(earlier()))).toEqual([...firstScenarioIds]);
    expect(judgedByScenarios(earlier()).parts).toEqual(
      judgedByScenarios(right).parts?.slice(0, firstScenarioIds.length),
    );
  });

  test('have an answer to each scenario that was planned, even if the check did not get to it', () => {
    const asked = [...firstScenarioIds, 'many-ports-in-one-rule'];
    const { steps, ...facts } = earlier(asked).facts[SCENARIOS_FACT] as ScenarioFacts;
    const cut = steps.filter(({ scenario }) => scenario !== 'many-ports-in-one-rule');
    const probes = right.probes.filter(({ name }) => !name.startsWith('many-ports-in-one-rule/'));
    const judged = judgedByScenarios({
      ...right,
      probes,
      facts: { [SCENARIOS_FACT]: { ...facts, asked, steps: cut } },
    });
    const part = judged.parts?.find(({ id }) => id === 'many-ports-in-one-rule');
    expect(part).toMatchObject({ answer: 'unknown', text: 'It was not tested.' });
  });

  test('cannot leave out the first scenarios', () => {
    expect(idsOf(judgedByScenarios(earlier([])))).toEqual([...firstScenarioIds]);
  });
});

test('all scenarios that share the state in which the check ended are unknown; the answers to earlier ones stand', () => {
  const facts = right.facts[SCENARIOS_FACT] as ScenarioFacts;
  const end = facts.steps.findIndex(({ scenario }) => scenario === 'not-in-several-values') + 1;
  const cut: CheckObservations = {
    ...right,
    problem: { kind: 'out-of-time', reason: '480 seconds were not enough.' },
    facts: { [SCENARIOS_FACT]: { ...facts, steps: facts.steps.slice(0, end) } },
  };
  const answerTo = (id: string): string | undefined => part(id, cut)?.answer;
  expect(['several-egress-rules', 'many-ports-in-one-rule', 'not-in-several-values'].map(answerTo)).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
  expect(answerTo('block-within-a-block')).toBe('yes');
  expect(answerTo('target-in-several-values')).toBe('unknown');
});

describe('if scenarios were carried out side by side', () => {
  const facts = right.facts[SCENARIOS_FACT] as ScenarioFacts;
  const of = (scenario: string, lane: number) =>
    facts.steps.filter((step) => step.scenario === scenario).map((step) => ({ ...step, lane }));
  const cutAfter = (steps: ScenarioFacts['steps']): CheckObservations => ({
    ...right,
    problem: { kind: 'out-of-time', reason: '480 seconds were not enough.' },
    facts: { [SCENARIOS_FACT]: { ...facts, steps } },
  });
  const begun = [of('end-port-ingress', 0), of('udp-egress', 1), of('end-port-egress', 0), of('selector-exists', 0)];

  test('those during which the check ended are unknown, one in each lane', () => {
    const cut = cutAfter(begun.flat());
    const answers = ['end-port-ingress', 'end-port-egress', 'selector-exists', 'udp-egress'].map(
      (id) => part(id, cut)?.answer,
    );
    expect(answers).toEqual(['yes', 'yes', 'unknown', 'unknown']);
  });

  test('all answers of a lane that had ended stand', () => {
    const end = { ...NOTHING, scenario: LANE_ENDED, step: 0, lane: 1 };
    const cut = cutAfter([...begun.flat(), end]);
    expect(['selector-exists', 'udp-egress'].map((id) => part(id, cut)?.answer)).toEqual(['unknown', 'yes']);
  });
});

test('observations without scenarios are unknown, with the reason', () => {
  expect(judgedByScenarios({ ...right, facts: {} })).toEqual({
    answer: 'unknown',
    text: 'The observations contain no readable scenarios.',
  });
  const problem = { kind: 'error' as const, reason: 'no node takes it.' };
  expect(judgedByScenarios({ ...right, facts: {}, problem }).text).toBe(
    'The check could not be carried out: no node takes it.',
  );
});

/** A policy that isolates late pods, and what was seen of such pods. */
function withLatePods(results: Record<string, [Probe['observed'], ...ProbeAttempt['result'][]]>): CheckObservations {
  const facts = structuredClone(right.facts[SCENARIOS_FACT]) as ScenarioFacts;
  const isolation: NetworkPolicy = {
    metadata: { namespace: 'x', name: 'late' },
    spec: {
      podSelector: { matchLabels: { role: 'late' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { pod: 'x-b' } } }] }],
    },
  };
  const [template] = facts.pods;
  if (template === undefined) throw new Error('the arena has pods');
  const late = { ...template, labels: { role: 'late' } };
  facts.pods.push(
    { ...late, name: 'late-server', addresses: ['10.0.0.21'] },
    { ...late, name: 'late-client-1', addresses: ['10.0.0.22'] },
    { ...template, name: 'free-client', labels: {}, addresses: ['10.0.0.23'] },
  );
  const state = { policies: [isolation], podLabels: {}, namespaceLabels: {} };
  facts.steps.push(
    { scenario: 'policy-before-pod', step: 1, ...state },
    { scenario: 'kubelet-probes', step: 0, ...state },
  );
  const probes = Object.entries(results).map(([name, [observed, ...attempts]], index): Probe => {
    const [from = '', to = ''] = name.split(' ');
    const isKubelet = from === 'kubelet';
    return {
      name: `${isKubelet ? 'kubelet-probes/0' : 'policy-before-pod/1'}/${index}`,
      from: { namespace: isKubelet ? '' : 'x', pod: from },
      to: { what: to, address: to === 'late-server' ? '10.0.0.21' : '10.0.0.5' },
      protocol: 'TCP',
      port: 8080,
      expected: null,
      observed,
      changedAt: null,
      attempts: attempts.map((result, at) => tried(result, at * 100)),
    };
  });
  return { ...right, probes: [...right.probes, ...probes], facts: { [SCENARIOS_FACT]: facts } };
}

describe('pods that are created after their policy', () => {
  const fine = {
    'x-c late-server': ['blocked', 'timeout', 'timeout'],
    'x-b late-server': ['open', 'timeout', 'open'],
    'late-client-1 y-b': ['blocked', 'timeout'],
    'free-client y-b': ['open', 'open'],
    'kubelet late-server': ['open', 'open'],
  } satisfies Parameters<typeof withLatePods>[0];

  test('are isolated from the first moment on, and probed by the kubelet', () => {
    expect(part('policy-before-pod', withLatePods(fine))?.answer).toBe('yes');
    expect(part('kubelet-probes', withLatePods(fine))?.answer).toBe('yes');
  });

  test('are not, if a connection opened once', () => {
    const leaking = withLatePods({ ...fine, 'x-c late-server': ['blocked', 'open', 'timeout', 'timeout'] });
    expect(part('policy-before-pod', leaking)?.text).toBe(
      "x-c to late-server on TCP 8080 was open, though no rule of 'late' allows it as ingress.",
    );
  });

  test('are not, if one of them could connect', () => {
    expect(part('policy-before-pod', withLatePods({ ...fine, 'late-client-1 y-b': ['open', 'open'] }))?.answer).toBe(
      'no',
    );
  });

  test('show nothing by their first connections if no pod can connect at first', () => {
    const shut: Parameters<typeof withLatePods>[0] = { ...fine, 'free-client y-b': ['blocked', 'timeout'] };
    expect(part('policy-before-pod', withLatePods(shut))?.answer).toBe('unknown');
    // Nor does a connection that should be open: something else may block every new pod.
    expect(
      part('policy-before-pod', withLatePods({ ...shut, 'x-b late-server': ['blocked', 'timeout'] }))?.answer,
    ).toBe('unknown');
    expect(
      part('policy-before-pod', withLatePods({ ...shut, 'x-c late-server': ['blocked', 'open', 'timeout'] }))?.answer,
    ).toBe('no');
  });

  test('are not, if a connection that a rule allows stays blocked while others can connect', () => {
    expect(part('policy-before-pod', withLatePods({ ...fine, 'x-b late-server': ['blocked', 'timeout'] }))?.text).toBe(
      "x-b to late-server on TCP 8080 was blocked, though rule 1 of 'late' allows it.",
    );
  });

  test('must be reached by the kubelet', () => {
    expect(part('kubelet-probes', withLatePods({ ...fine, 'kubelet late-server': ['blocked', 'timeout'] }))?.text).toBe(
      'kubelet to late-server on TCP 8080 was blocked, though no policy forbids it.',
    );
  });
});

describe('a connection that was open before a policy denied it', () => {
  const steps = (...observed: Probe['observed'][]): CheckObservations => ({
    ...right,
    probes: [
      ...right.probes,
      ...observed.map(
        (each, step): Probe => ({
          name: `established-connection/${step}/0`,
          from: { namespace: 'y', pod: 'y-a' },
          to: { what: 'closing-server', address: '10.0.0.30' },
          protocol: 'TCP',
          port: 8080,
          expected: null,
          observed: each,
          changedAt: null,
          attempts: [],
        }),
      ),
    ],
  });

  test.each<[Probe['observed'][], string, RegExp]>([
    [['open', 'blocked', 'open'], 'reported', /^It stayed open/],
    [['open', 'blocked', 'blocked'], 'reported', /^It was cut off/],
    [['open', 'open', 'open'], 'unknown', /^The check did not see both/],
    [['blocked', 'blocked', 'blocked'], 'unknown', /^The check did not see both/],
    [['open', 'blocked', 'unknown'], 'unknown', /^The check did not see both/],
    [['open', 'blocked'], 'unknown', /^It was not tested/],
  ])('where the steps observed %j is %s', (observed, answer, text) => {
    expect(part('established-connection', steps(...observed))).toMatchObject({
      answer,
      text: expect.stringMatching(text),
    });
  });
});

describe('a path on which the API leaves open what policies mean', () => {
  const { asked: _, ...facts } = right.facts[SCENARIOS_FACT] as ScenarioFacts;
  const seenIn = (changed: Partial<ScenarioFacts>, observed: Probe['observed'] = 'open'): CheckObservations => {
    const ends = { from: { namespace: 'y', pod: 'y-a' }, to: { address: '192.168.0.1', port: 30_001 } };
    const path = { scenario: 'node-port', kind: 'own-node', ...ends };
    const probes = [PATH_STEPS.before, PATH_STEPS.during].map((step): Probe => {
      const to = { what: 'a NodePort', address: ends.to.address };
      const connection = { ...ends, to, protocol: 'TCP' as const, port: ends.to.port };
      return { name: `${PATHS}/${step}/0`, ...connection, expected: null, observed, changedAt: null, attempts: [] };
    });
    const noted = { [SCENARIOS_FACT]: { ...facts, paths: [path], ...changed } };
    return { ...right, facts: noted, probes: [...right.probes, ...probes] };
  };

  test.each<Probe['observed']>(['open', 'blocked', 'unknown'])('that was %s changes no answer', (observed) => {
    const without = judgedByScenarios({ ...right, facts: { [SCENARIOS_FACT]: facts } });
    const judged = judgedByScenarios(seenIn({}, observed));
    expect(judged).toMatchObject({ answer: without.answer, text: without.text });
    expect(judged.parts?.filter(({ id }) => id !== 'node-port')).toEqual(without.parts);
    expect(judged.parts?.find(({ id }) => id === 'node-port')?.answer).toMatch(/^(reported|not-applicable)$/);
  });

  test('does not apply if its pods were refused, for that reason', () => {
    const reason = 'The pods for it could not be made: they are refused.';
    const refused = seenIn({ paths: [], notApplicable: [{ scenario: 'node-port', reason }] });
    expect(part('node-port', refused)).toMatchObject({ answer: 'not-applicable', text: reason });
  });
});

/** A measured change, which the API server accepted after a second. */
function change(name: string, expected: 'open' | 'blocked', ...attempts: ProbeAttempt[]): Probe {
  return {
    name,
    from: { namespace: 'y', pod: 'y-a' },
    to: { what: 'x-a', address: '10.0.0.1' },
    protocol: 'TCP',
    port: 8080,
    expected,
    observed: expected,
    changedAt: tried('open', 1000).startedAt,
    attempts,
  };
}

test('measured changes are reported as distributions, in seconds', () => {
  const probes = [
    change('enforce-deny/0/0', 'blocked', tried('open', 950), tried('open', 1200), tried('timeout', 1600, '', 400)),
    change('enforce-deny/0/1', 'blocked', tried('open', 700), tried('timeout', 1100, '', 300)),
    change('enforce-deny/0/2', 'blocked', tried('timeout', 900, '', 400)),
    { ...change('enforce-deny/0/3', 'blocked', tried('open', 1100)), observed: 'open' as const },
    change('enforce-rule-added/0/0', 'open', tried('timeout', 1010), tried('open', 1400)),
    change('enforce-rule-removed/0/0', 'blocked', tried('open', 1010), tried('timeout', 1600, '', 400)),
    change('enforce-allow/0/0', 'open', tried('timeout', 1010), tried('refused', 1300), tried('open', 1500)),
    { ...change('enforce-allow/0/1', 'open', tried('timeout', 1010)), observed: 'blocked' as const },
  ];
  const measures = judgedByScenarios({ ...right, probes: [...right.probes, ...probes] }).measures ?? [];
  expect(Object.fromEntries(measures.map(({ id, seconds }) => [id, seconds]))).toEqual({
    deny: { samples: 3, min: 0, median: 0.1, p95: 0.7, max: 0.7 },
    leak: { samples: 3, min: 0, median: 0, p95: 0.3, max: 0.3 },
    'rule-added': { samples: 1, min: 0.5, median: 0.5, p95: 0.5, max: 0.5 },
    'rule-removed': { samples: 1, min: 0.7, median: 0.7, p95: 0.7, max: 0.7 },
    allow: { samples: 1, min: 0.6, median: 0.6, p95: 0.6, max: 0.6 },
    try: { samples: 7, min: 0.1, median: 0.1, p95: 0.1, max: 0.1 },
  });
});

describe('measures of changes under load', () => {
  const measures = (count: number, load?: ScenarioFacts['load']) => {
    const probes = Array.from({ length: count }, (_, index) =>
      change(`loaded-enforce-allow/0/${index}`, 'open', tried('open', 1000 + index)),
    );
    const facts = { ...(right.facts[SCENARIOS_FACT] as ScenarioFacts), ...(load === undefined ? {} : { load }) };
    const judged = judgedByScenarios({
      ...right,
      probes: [...right.probes, ...probes],
      facts: { [SCENARIOS_FACT]: facts },
    });
    return judged.measures?.filter(({ id }) => id === 'loaded-allow');
  };

  test('name the load, and have a 99th percentile once that is not the longest', () => {
    expect(measures(100, { policies: 200, pods: 1 })).toEqual([
      {
        id: 'loaded-allow',
        what: "from the API server's answer to the deletion of a deny policy to the first connection that opens, beside 200 policies and 1 pod",
        seconds: { samples: 100, min: 0.1, median: 0.149, p95: 0.194, p99: 0.198, max: 0.199 },
      },
    ]);
    expect(measures(99, { policies: 200, pods: 1 })?.[0]?.seconds).not.toHaveProperty('p99');
  });

  test('do not exist without a load', () => expect(measures(100)).toEqual([]));
});
