import type { Labels } from '../../policy-model/network-policy.ts';
import type { ScenarioFacts, ScenarioStep } from './scenario-facts.ts';

/** Which step of its scenario a connection was tried in, and what was in force then; empty if the scenario has only one. */
export function stepInWords(
  step: ScenarioStep,
  { steps, pods, namespaces }: Pick<ScenarioFacts, 'steps' | 'pods' | 'namespaces'>,
): string {
  const all = steps.filter(({ scenario }) => scenario === step.scenario);
  if (all.length < 2) return '';
  const policies = step.policies.map(({ metadata }) => `'${metadata.name}'`).join(', ');
  const madeWith = new Map([
    ...pods.map(({ namespace, name, labels }): [string, Labels] => [`${namespace}/${name}`, labels]),
    ...namespaces.map(({ name, labels }): [string, Labels] => [name, labels]),
  ]);
  const given = Object.entries({ ...step.podLabels, ...step.namespaceLabels }).flatMap(([name, labels]) =>
    Object.entries(labels)
      .filter(([key, value]) => madeWith.get(name)?.[key] !== value)
      .map(([key, value]) => ` and ${key}=${value} on ${name.replace(/^.*\//, '')}`),
  );
  return `in step ${step.step + 1} of ${all.length}, with ${policies === '' ? 'no policy' : policies}${given.join('')}, `;
}
