import { Command, Option } from 'commander';
import { tell } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { leftoverOption } from './options/leftover-option.ts';
import { leniencyOptions } from './options/leniency-flags.ts';
import { imageOption, namespaceLabelOption, registryOption } from './options/plugin-options.ts';
import type { ScsFlags } from './scs/flags.ts';
import { PrefixedLog } from './scs/prefixed-log.ts';
import { ResultLines } from './scs/result-lines.ts';
import { requestedTestcases, TESTCASES } from './scs/testcases.ts';

const HELP = `
Replaces SCS's sonobuoy_handler/run_sonobuoy.py: it accepts the same arguments,
including a leading \`run\`, and prints on standard output exactly one line for each
requested testcase, whatever happens:

  TESTCASE: PASS|FAIL|ABORT

Everything else goes to standard error, with the prefixes that scs-compliance-check
counts: each FAIL has a line with ERROR, each ABORT one with CRITICAL. ABORT means
that the result is not known; a dry run never passes. docs/scs.md in the source shows
what to change in the scope file.

Testcases:
${TESTCASES.map((testcase) => `  ${testcase}`).join('\n')}

Examples:
  scs-networking scs -k kubeconfig.yaml -c kaas-networking-check -r results
  scs-networking scs run -k kubeconfig.yaml -r results -c kaas-networking-check \\
    --scs-sonobuoy-config scs-sonobuoy-config-v1.yaml --execution-mode parallel \\
    -a '--e2e-focus "NetworkPolicy"'
  scs-networking scs -k kubeconfig.yaml --testcases scs-0219-network-policy scs-0219-ingress

Exit codes: 0 all PASS; 3 some FAIL; 112 some ABORT and no FAIL.`;

const repeated = (value: string, before: string[] = []): string[] => [...before, value];

/** A command, and what has to be done before its arguments are parsed. */
export interface GuardedCommand {
  readonly command: Command;
  readonly guard: () => void;
}

/** `finish` is called with how the command ended. */
export function scsCommand(toolVersion: string, finish: (ending: Ending) => void): GuardedCommand {
  const lines = new ResultLines(requestedTestcases(process.argv.slice(2)));
  const mode = new Option('--execution-mode <mode>', 'serial: one spec at a time; dry: only list the specs');
  const command = new Command('scs')
    .description("answer testcases of SCS's compliance check, in place of its own script")
    .argument('[run]', 'the word run, which SCS passes to the script that this command replaces')
    .requiredOption('-k, --kubeconfig <file>', 'how to reach the cluster')
    .option('-r, --result_dir_name <directory>', 'where to write the archive and the verdict', 'sonobuoy_results')
    .addOption(new Option('--results-dir <directory>').hideHelp())
    .option('-c, --check <testcase>', 'a testcase to answer; may be repeated', repeated)
    .option('--testcases <testcase...>', 'testcases to answer')
    .option('--scs-sonobuoy-config <file>', "SCS's list of exceptions (okToFail), in place of the default waivers")
    .addOption(mode.choices(['serial', 'parallel', 'dry']).default('parallel'))
    .option('-a, --arg <argument>', 'an argument for sonobuoy run; may be repeated', repeated)
    .option('-n, --namespace <name>', "Sonobuoy's namespace, which has room for one run at a time", 'sonobuoy')
    .addOption(imageOption())
    .addOption(registryOption())
    .addOption(namespaceLabelOption())
    .addOption(leftoverOption('replace'))
    .addHelpText('after', HELP);
  for (const option of leniencyOptions()) command.addOption(option);
  const log = new PrefixedLog((text) => tell(text));
  command.action(async (_run: string | undefined, flags: ScsFlags) => {
    if (lines.open.length === 0) command.error("error: no testcase is asked for; use '-c <testcase>'");
    const { answerTestcases } = await import('./scs/answer-testcases.ts');
    finish(await answerTestcases(flags, lines, toolVersion));
  });
  const guard = (): void => {
    lines.guardExit();
    // Wrong arguments count as an error of the check, and no line of the help must look like one.
    if (lines.open.length > 0)
      command.configureOutput({
        writeErr: (text) => log.log('INFO', text),
        outputError: (text) => log.log('ERROR', text),
      });
  };
  return { command, guard };
}
