import { allOf, counted } from '../../core/counted.ts';
import { type CheckJudge, unfinished, unknown } from '../conclusion.ts';
import { enforcementMeasures } from './enforcement-measures.ts';
import { scenarioAnswer } from './scenario-answer.ts';
import { LANE_ENDED, SCENARIOS_FACT, ScenarioFacts, type ScenarioStep } from './scenario-facts.ts';
import { firstScenarioIds, type ScenarioId, scenarioTexts } from './scenario-texts.ts';
import { windowMeasures } from './window-widths.ts';

export const BEYOND_UPSTREAM = 'network-policy-beyond-upstream';

/** Yes if every scenario that applies to the cluster is answered yes; no if one is answered no. */
export const judgedByScenarios: CheckJudge = (observations) => {
  const early = unfinished(observations);
  const facts = ScenarioFacts.safeParse(observations.facts[SCENARIOS_FACT]);
  if (!facts.success) return early ?? unknown('The observations contain no readable scenarios.');
  const { steps, nodes } = facts.data;
  const last = inLastStates(steps);
  const parts = scenarioTexts
    .filter(({ id }) => isAsked(id, facts.data))
    .map(({ id, question }) => {
      const began = steps.some(({ scenario }) => scenario === id);
      const ended = early === null || (began && !last.has(id));
      return { id, question, ...scenarioAnswer(id, facts.data, observations.probes, ended ? null : early.text) };
    });
  const { probes } = observations;
  const measures = [...enforcementMeasures(probes, facts.data.load), ...windowMeasures(facts.data, probes)];
  const idsOf = (answer: string): string[] => parts.filter((part) => part.answer === answer).map(({ id }) => id);
  const wrong: string[] = parts
    .filter(({ answer, before }) => answer === 'no' || before !== undefined)
    .map(({ id }) => id);
  const [no, open, yes] = [wrong, idsOf('unknown').filter((id) => !wrong.includes(id)), idsOf('yes')];
  const where = placement(nodes);
  const asked = no.length + open.length + yes.length;
  if (no.length > 0) {
    return {
      answer: 'no',
      text: `${no.length} of ${counted(asked, 'scenario')} did not behave as the API specifies: ${no.join(', ')}.${where}`,
      parts,
      measures,
    };
  }
  if (open.length > 0) {
    return {
      answer: 'unknown',
      text: `${open.length} of ${counted(asked, 'scenario')} could not be decided: ${open.join(', ')}.${where}`,
      parts,
      measures,
    };
  }
  return { answer: 'yes', text: `${allOf(asked, 'scenario')} behaved as the API specifies.${where}`, parts, measures };
};

/** A scenario that the observing version of the check did not have yet was not asked, so it has no answer. */
function isAsked(id: ScenarioId, { asked, steps, notApplicable, paths = [] }: ScenarioFacts): boolean {
  const known: readonly string[] = [...firstScenarioIds, ...(asked ?? [])];
  return known.includes(id) || [...steps, ...notApplicable, ...paths].some(({ scenario }) => scenario === id);
}

/** The scenarios during which the check ended: in each lane those of the last step, and those that shared its state. */
function inLastStates(steps: readonly ScenarioStep[]): ReadonlySet<string> {
  const lanes = Map.groupBy(steps, ({ lane = 0 }) => lane);
  return new Set([...lanes.values()].flatMap(inLastState));
}

function inLastState(steps: readonly ScenarioStep[]): string[] {
  const stateOf = ({ policies, podLabels, namespaceLabels }: ScenarioStep): string =>
    JSON.stringify([policies, podLabels, namespaceLabels]);
  const last = steps.at(-1);
  if (steps.some(({ scenario }) => scenario === LANE_ENDED)) return [];
  const before = last === undefined ? -1 : steps.findLastIndex((step) => stateOf(step) !== stateOf(last));
  return steps.slice(before + 1).map(({ scenario }) => scenario);
}

/** The number of nodes on which the pods ran, as a sentence to follow others; empty: it was not recorded. */
export function placement(nodes: readonly string[] | undefined): string {
  if (nodes === undefined) return '';
  if (nodes.length > 1) return ` The pods were on ${nodes.length} nodes.`;
  return ' The pods were on one node, so no connection between nodes was tested.';
}
