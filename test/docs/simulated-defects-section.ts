import type { NetworkPolicy } from '../../results-parsers/policy-model/network-policy.ts';
import { MOST_STATES, SEEDS, type SimulatedDefect } from './simulated-defects.ts';

/** Longer lists of ports add nothing. */
const MOST_PORTS = 3;

/** The section about simulated defects, in Markdown. */
export function simulatedDefectsSection(rows: readonly SimulatedDefect[]): string {
  const share = (isSeen: (row: SimulatedDefect) => boolean): number => rows.filter(isSeen).length;
  return `## In simulation

The engine is this project's [model of the API](adr/0014-expected-results-come-from-a-model.md), which gets one thing wrong. It has no notion of time, load or
restarts. \`UPDATE_GOLDEN=1 npm run test:unit -- test/docs/defects.test.ts\` makes this page.

- *upstream*: how many of upstream's specs fail. ${share(({ upstream }) => upstream > 0)} of ${rows.length} defects make at least one fail.
- *scenarios*: which scenarios of [network-policy-beyond-upstream](checks.md) fail. ${share(({ scenarios }) => scenarios.length > 0)} make at least one fail;
  ${share(({ upstream, scenarios }) => upstream > 0 || scenarios.length > 0)} a spec or a scenario.
- *drawn*: how many states [network-policy-sampled](checks.md) draws until it finds the defect, for the seeds ${SEEDS.join(' and ')}; \`-\`: not
  within ${MOST_STATES}, which is how many its ten minutes allow at five seconds a state. ${share(isFoundAlways)} are found with every seed, ${share(({ states }) => states.some((each) => each !== null))} with one of them.
- *smallest policies*: what is left of the first of these states once everything is removed that is not needed to show the defect, without metadata. \`then\`: one state
  after the other. Empty: earlier policies show it, so there is nothing to apply.

An engine without a defect fails no spec, no scenario and no drawn state.

| an engine that | reports | upstream | scenarios | drawn | smallest policies |
| --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}
`;
}

export function isFoundAlways({ states }: Pick<SimulatedDefect, 'states'>): boolean {
  return states.every((each) => each !== null);
}

function lineOf({ defect: { name, reports }, upstream, scenarios, states, smallest }: SimulatedDefect): string {
  const cells = [
    name,
    reports.map(linkOf).join(' '),
    String(upstream),
    scenarios.length > 3
      ? `${scenarios.slice(0, 3).join(', ')} and ${scenarios.length - 3} more`
      : scenarios.join(', '),
    states.map((each) => each ?? '-').join(', '),
    smallest.map((state) => `\`${stateText(state)}\``).join(' then '),
  ];
  return `| ${cells.join(' | ')} |`;
}

export function linkOf(report: string): string {
  const [repository = '', number = ''] = report.split('#');
  return `[${report}](https://github.com/${repository}/issues/${number})`;
}

function stateText({ policies, podLabels, namespaceLabels }: SimulatedDefect['smallest'][number]): string {
  const labels = { ...podLabels, ...namespaceLabels };
  const texts = policies.map(({ spec }) => specText(spec));
  return [...texts, ...Object.entries(labels).map(([name, own]) => `${name}: ${JSON.stringify(own)}`)].join('; ');
}

/** A spec in the flow style of YAML, without empty lists, which mean the same as no list. */
export function specText(spec: NetworkPolicy['spec']): string {
  const text = JSON.stringify(spec, (key, value: unknown) => {
    if (Array.isArray(value) && value.length === 0) return undefined;
    if (key === 'ports' && Array.isArray(value) && value.length > MOST_PORTS) {
      return [value[0], `and ${value.length - 2} more`, value.at(-1)];
    }
    return value;
  });
  return text.replace(/"([A-Za-z]+)":/g, '$1: ').replaceAll(',', ', ');
}
