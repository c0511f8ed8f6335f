import { Command } from 'commander';
import { atWidth, wrapped } from '../../results-parsers/report/layout.ts';
import type { PreflightCheck } from '../sonobuoy/preflight-check.ts';
import { print } from '../terminal.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { type ClusterFlags, clusterOptions } from './options/cluster-options.ts';
import { namespaceLabelOption } from './options/plugin-options.ts';
import { widthOf } from './process/look-on.ts';
import { endingFor } from './run/result-or-ending.ts';

const EXAMPLES = `
Examples:
  scs-networking preflight
  scs-networking preflight --kubeconfig cluster.yaml --namespace my-sonobuoy
  scs-networking preflight --namespace-label policies.example.org/exempt=true

Checks from outside whether \`scs-networking run\` can start: whether Sonobuoy is
there and recent enough, whether the cluster answers, whether its version is
known, whether its nodes suit the specs, whether cluster-wide policies restrict
the namespace of the run, and whether another run is in the way. Nothing is
changed. Problems that show only in a run, such as an image that cannot be pulled
or a policy that an operator puts into each new namespace, end the run within two
minutes.

Exit codes:
  ${exitCodes.compliant}    a run can start
  ${exitCodes.inconclusive}  not now: the cluster does not answer, or another run is in the way
  ${exitCodes.unusable}    not from here: no Sonobuoy, or a kubeconfig that cannot be used`;

type PreflightFlags = ClusterFlags & { namespaceLabel?: ReadonlyMap<string, string> };

/** `finish` is called with how the command ended. */
export function preflightCommand(finish: (ending: Ending) => void): Command {
  const command = new Command('preflight')
    .description('check from outside whether a run can start')
    .addHelpText('after', EXAMPLES);
  for (const option of [...clusterOptions(), namespaceLabelOption()]) command.addOption(option);
  return command.action(async (flags: PreflightFlags) => {
    const { preflight } = await import('../sonobuoy/preflight.ts');
    const { checks } = await preflight(flags, flags);
    print(atWidth(widthOf(process.stdout), () => preflightText(checks)));
    finish(preflightEnding(checks));
  });
}

const WORDS = { passed: 'ok', noted: 'note', failed: 'FAILED', unknown: '?' } as const;

/** One paragraph for each check. */
export function preflightText(checks: readonly PreflightCheck[]): string {
  const lines = checks.flatMap(({ name, outcome, text }) =>
    wrapped(text, `${WORDS[outcome].padEnd(8)}${name.padEnd(12)}`, ' '.repeat(20)),
  );
  return `${lines.join('\n')}\n`;
}

/** The exit code is that of the worst failure. */
export function preflightEnding(checks: readonly PreflightCheck[]): Ending {
  const endings = checks.flatMap(({ error }) => (error === undefined ? [] : [endingFor(error.code)]));
  if (endings.length === 0) return 'compliant';
  return endings.includes('unusable') ? 'unusable' : 'inconclusive';
}
