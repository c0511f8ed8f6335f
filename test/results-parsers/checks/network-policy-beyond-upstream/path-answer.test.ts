import { describe, expect, test } from '@jest/globals';
import { pathAnswer } from '../../../../results-parsers/checks/network-policy-beyond-upstream/path-answer.ts';
import {
  PATH_STEPS,
  PATHS,
  type ReportedPath,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/reported-path.ts';
import { probeName } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { PathId } from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import type { Probe } from '../../../../results-parsers/documents/checks/probe.ts';
import { builtProbe } from '../../building/checks.ts';

type Seen = Probe['observed'];
/** What was seen of a path without policies and while they were in force. */
type SeenPath = [kind: string, before: Seen, during: Seen];

const ISOLATED: SeenPath = ['control', 'open', 'blocked'];

function answer(scenario: PathId, seen: readonly SeenPath[], unfinished: string | null = null) {
  const place = (index: number): Pick<ReportedPath, 'from' | 'to'> => ({
    from: { namespace: 'y', pod: 'y-a' },
    to: { address: `10.0.0.${index + 1}`, port: 80 },
  });
  const paths = seen.map(([kind], index): ReportedPath => ({ scenario, kind, ...place(index) }));
  const probes = seen.flatMap(([kind, before, during], index) => {
    const { from, to } = place(index);
    const probe = (step: number, observed: Seen): Probe =>
      builtProbe({
        ...{ name: probeName(PATHS, step, index), from, to: { what: 'a pod', address: to.address }, port: to.port },
        ...{ expected: null, observed },
      });
    const step = kind === 'control' ? PATH_STEPS.control : PATH_STEPS.during;
    return [probe(PATH_STEPS.before, before), probe(step, during)];
  });
  return pathAnswer(scenario, { paths }, probes, unfinished);
}

describe('paths on which the API leaves open what policies mean', () => {
  test.each<[PathId, SeenPath[], string]>([
    [
      'hairpin',
      [ISOLATED, ['own-address', 'open', 'open'], ['own-service', 'open', 'blocked']],
      'At its own address, an isolated pod reaches itself; through its service, an isolated pod does not reach itself.',
    ],
    [
      'node-port',
      [ISOLATED, ['own-node', 'open', 'open'], ['other-node', 'open', 'blocked'], ['from-node', 'blocked', 'blocked']],
      "Through a NodePort of the pod's own node, a pod that no rule allows reaches an isolated pod; through a NodePort of another node, a pod that no rule allows does not reach an isolated pod; through a NodePort of the pod's own node, another node does not reach an isolated pod even without a policy.",
    ],
    [
      'host-port',
      [ISOLATED, ['host-port', 'open', 'open']],
      'Through a hostPort, a pod that no rule allows reaches an isolated pod.',
    ],
    [
      'host-network-pods',
      [ISOLATED, ['as-peer', 'open', 'blocked'], ['as-target', 'open', 'open']],
      "By a rule that selects it by its labels, a pod in its node's network does not reach an isolated pod; without a rule that allows it, a pod reaches a pod in its node's network that a policy isolates.",
    ],
    [
      'host-port',
      [ISOLATED, ['host-port', 'open', 'unknown'], ['a later kind', 'open', 'open']],
      'Through a hostPort, it is not known whether a pod that no rule allows reaches an isolated pod.',
    ],
  ])('are reported, as of %s', (id, seen, text) => {
    expect(answer(id, seen)).toEqual({ answer: 'reported', text });
  });

  test('are not, if they lead nowhere even without a policy', () => {
    expect(answer('host-port', [ISOLATED, ['host-port', 'blocked', 'blocked']])).toEqual({
      answer: 'not-applicable',
      text: 'Through a hostPort, a pod that no rule allows does not reach an isolated pod even without a policy.',
    });
  });

  test.each<SeenPath>([
    ['control', 'open', 'open'],
    ['control', 'blocked', 'blocked'],
    ['control', 'open', 'unknown'],
  ])('are not, if a %s that was %s is %s, so that nothing is isolated', (...control) => {
    expect(answer('host-port', [control, ['host-port', 'open', 'open']])).toEqual({
      answer: 'not-applicable',
      text: 'The pods were not seen to be isolated at their own addresses, so other paths show nothing.',
    });
  });

  test('are unknown if the check ended before, and leave nothing undecided otherwise', () => {
    expect(answer('host-port', [], 'The run was stopped.')).toEqual({
      answer: 'unknown',
      text: 'The run was stopped.',
    });
    expect(answer('host-port', [ISOLATED])).toEqual({ answer: 'not-applicable', text: 'It was not tried.' });
  });
});
