import { BEYOND_UPSTREAM } from '../../../../results-parsers/checks/network-policy-beyond-upstream/judged-by-scenarios.ts';
import {
  ESTABLISHED,
  stepOf,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import {
  NETWORK_POLICY_SAMPLED,
  SAMPLE,
  SAMPLES_FACT,
  SampleFacts,
  SMALLEST,
} from '../../../../results-parsers/checks/network-policy-sampled/sample-facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { observeScenarios } from '../../../../src/checks/network-policy-beyond-upstream/observe.ts';
import { Patience } from '../../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { isWrong } from '../../../../src/checks/network-policy-sampled/narrow-down.ts';
import { observeSampled } from '../../../../src/checks/network-policy-sampled/observe.ts';
import { checkWithDefect } from './check-with-defect.ts';
import type { DefectBench } from './defect-bench.ts';
import type { SeenBySamples, SeenByScenarios } from './defect-table.ts';
import { lies } from './lies.ts';

/** The engine takes milliseconds over a change, however much else it has to do. */
const PATIENT_SECONDS = 6;

function patienceWith(defect: string): Patience {
  return lies.get(defect)?.late === undefined ? new Patience(PATIENT_SECONDS) : new Patience();
}

/** Carries out all scenarios on an engine with the defect. Rejects as `checkWithDefect` does. */
export async function scenariosWithDefect(bench: DefectBench, defect: string): Promise<SeenByScenarios> {
  const { conclusion, sha256, lies, seconds } = await checkWithDefect(
    { id: BEYOND_UPSTREAM, run: observeScenarios(patienceWith(defect)) },
    bench,
    defect,
  );
  const { parts = [] } = conclusion;
  const idsOf = (answer: string): string[] => parts.filter((part) => part.answer === answer).map(({ id }) => id);
  return {
    ...versionsOf(bench),
    nodes: bench.state.machines.length,
    lies,
    seconds,
    failed: idsOf('no'),
    passed: idsOf('yes').length,
    undecided: idsOf('unknown').filter((id) => id !== ESTABLISHED),
    observations: sha256,
  };
}

/** Draws policies on an engine with the defect. Rejects as `checkWithDefect` does. */
export async function samplesWithDefect(bench: DefectBench, defect: string): Promise<SeenBySamples> {
  const carried = await checkWithDefect(
    { id: NETWORK_POLICY_SAMPLED, run: observeSampled(patienceWith(defect)) },
    bench,
    defect,
  );
  const { observations, conclusion, sha256, lies, seconds } = carried;
  const { seed, steps, namespaces } = SampleFacts.parse(observations.facts[SAMPLES_FACT]);
  const named = (name: string) => steps.filter(({ scenario }) => scenario === name);
  const short = <T>(value: T): T =>
    JSON.parse(
      namespaces.reduce(
        (text, { name }, index) => text.replaceAll(name, index === 0 ? 'x' : 'y'),
        JSON.stringify(value),
      ),
    );
  return {
    ...versionsOf(bench),
    lies,
    seconds,
    answer: conclusion.answer,
    seed,
    states: named(SAMPLE).length,
    secondsUntilFound: conclusion.answer === 'no' ? secondsUntilFound(observations) : null,
    smallest:
      conclusion.example === undefined
        ? []
        : named(SMALLEST)
            .slice(1)
            .map(({ policies, podLabels, namespaceLabels }) =>
              short({ specs: policies.map(({ spec }) => spec), labels: { ...podLabels, ...namespaceLabels } }),
            ),
    observations: sha256,
  };
}

function secondsUntilFound({ startedAt, probes }: CheckObservations): number | null {
  const wrong = probes.find((probe) => stepOf(probe.name)?.scenario === SAMPLE && isWrong(probe));
  const at = wrong?.attempts.at(-1)?.endedAt;
  return at === undefined ? null : Math.round((Date.parse(at) - Date.parse(startedAt)) / 1000);
}

function versionsOf({ engine, kubernetes }: DefectBench): Pick<SeenByScenarios, 'engine' | 'kubernetes'> {
  return { engine, kubernetes };
}
