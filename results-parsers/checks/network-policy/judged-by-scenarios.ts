import { type CheckJudge, unfinished, unknown } from '../conclusion.ts';
import { enforcementMeasures } from './enforcement-measures.ts';
import { scenarioAnswer } from './scenario-answer.ts';
import { SCENARIOS_FACT, ScenarioFacts } from './scenario-facts.ts';
import { scenarioTexts } from './scenario-texts.ts';

export const BEYOND_UPSTREAM = 'network-policy-beyond-upstream';

/** Yes if each scenario that the cluster can be asked about is; no if one is not. */
export const judgedByScenarios: CheckJudge = (observations) => {
  const early = unfinished(observations);
  const facts = ScenarioFacts.safeParse(observations.facts[SCENARIOS_FACT]);
  if (!facts.success) return early ?? unknown('The observations hold no scenarios that can be read.');
  const { steps, nodes } = facts.data;
  const last = steps.at(-1)?.scenario;
  const parts = scenarioTexts.map(({ id, question }) => {
    const began = steps.some(({ scenario }) => scenario === id);
    const ended = early === null || (began && id !== last);
    return { id, question, ...scenarioAnswer(id, facts.data, observations.probes, ended ? null : early.text) };
  });
  const measures = enforcementMeasures(observations.probes);
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
      text: `${no.length} of ${asked} scenarios did not behave as the API specifies: ${no.join(', ')}.${where}`,
      parts,
      measures,
    };
  }
  if (open.length > 0) {
    return {
      answer: 'unknown',
      text: `${open.length} of ${asked} scenarios could not be decided: ${open.join(', ')}.${where}`,
      parts,
      measures,
    };
  }
  return { answer: 'yes', text: `All ${asked} scenarios behaved as the API specifies.${where}`, parts, measures };
};

function placement(nodes: readonly string[] | undefined): string {
  if (nodes === undefined) return '';
  if (nodes.length > 1) return ` The pods were on ${nodes.length} nodes.`;
  return ' The pods were on one node, so that nothing was tried from node to node.';
}
