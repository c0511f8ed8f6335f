import { capital } from '../../core/text/capital.ts';
import type { CheckPart } from '../../documents/checks/check-verdict.ts';
import type { Probe } from '../../documents/checks/probe.ts';
import type { Reachability } from '../../policy-model/reachability.ts';
import { PATH_STEPS, PATHS, type PathKind, pathKinds, type ReportedPath } from './reported-path.ts';
import { type ScenarioFacts, stepOf } from './scenario-facts.ts';
import type { PathId } from './scenario-texts.ts';

const NO_RULE = 'a pod that no rule allows';
const ISOLATED = 'an isolated pod';

/** On which path who connects to what. */
const words: Record<Exclude<PathKind, 'control'>, readonly [path: string, who: string, whom: string]> = {
  'own-address': ['at its own address', ISOLATED, 'itself'],
  'own-service': ['through its service', ISOLATED, 'itself'],
  'own-node': ["through a NodePort of the pod's own node", NO_RULE, ISOLATED],
  'other-node': ['through a NodePort of another node', NO_RULE, ISOLATED],
  'from-node': ["through a NodePort of the pod's own node", 'another node', ISOLATED],
  'host-port': ['through a hostPort', NO_RULE, ISOLATED],
  'as-peer': ['by a rule that selects it by its labels', "a pod in its node's network", ISOLATED],
  'as-target': ['without a rule that allows it', 'a pod', "a pod in its node's network that a policy isolates"],
};

/**
 * What was seen on paths on which the API leaves open what policies mean, as one sentence. It is reported only: never a no, and never unknown
 * if the check has finished.
 */
export function pathAnswer(
  id: PathId,
  { paths = [] }: Pick<ScenarioFacts, 'paths'>,
  probes: readonly Probe[],
  unfinished: string | null,
): Pick<CheckPart, 'answer' | 'text'> {
  const own = paths.filter(({ scenario }) => scenario === id);
  // On one node, some paths have no control of their own.
  const all = paths.filter(({ kind }) => kind === 'control');
  const ofItsOwn = all.filter(({ scenario }) => scenario === id);
  const controls = ofItsOwn.length > 0 ? ofItsOwn : all;
  const seen = own.flatMap((path) => {
    const kind = pathKinds.find((each) => each === path.kind);
    const during = observed(path, PATH_STEPS.during, probes);
    const before = observed(path, PATH_STEPS.before, probes);
    return kind === undefined || kind === 'control' || during === undefined ? [] : [{ kind, before, during }];
  });
  if (seen.length === 0) {
    return unfinished === null
      ? { answer: 'not-applicable', text: 'It was not tried.' }
      : { answer: 'unknown', text: unfinished };
  }
  const isIsolated = controls.every(
    (path) =>
      observed(path, PATH_STEPS.before, probes) === 'open' && observed(path, PATH_STEPS.control, probes) === 'blocked',
  );
  if (!isIsolated) {
    return {
      answer: 'not-applicable',
      text: 'The pods were not seen to be isolated at their own addresses, so other paths show nothing.',
    };
  }
  const isAny = seen.some(({ before }) => before === 'open');
  const text = seen.map(({ kind, before, during }) => inWords(kind, before, during)).join('; ');
  return { answer: isAny ? 'reported' : 'not-applicable', text: `${capital(text)}.` };
}

function observed({ from, to }: ReportedPath, step: number, probes: readonly Probe[]): Reachability | undefined {
  return probes.find((probe) => {
    const place = stepOf(probe.name);
    const isSame =
      probe.from.namespace === from.namespace &&
      probe.from.pod === from.pod &&
      probe.to.address === to.address &&
      probe.port === to.port;
    return place?.scenario === PATHS && place.step === step && isSame;
  })?.observed;
}

function inWords(kind: Exclude<PathKind, 'control'>, before: Reachability | undefined, during: Reachability): string {
  const [path, who, whom] = words[kind];
  if (before === 'blocked') return `${path}, ${who} does not reach ${whom} even without a policy`;
  if (before !== 'open' || during === 'unknown') return `${path}, it is not known whether ${who} reaches ${whom}`;
  return `${path}, ${who} ${during === 'open' ? 'reaches' : 'does not reach'} ${whom}`;
}
