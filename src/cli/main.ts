import { basename } from 'node:path';
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { printableLines } from '../../results-parsers/report/layout.ts';
import { tell } from '../terminal.ts';
import { attachCommand } from './attach.ts';
import { catalogueCommand } from './catalogue.ts';
import { checksCommand } from './checks.ts';
import { completionCommand } from './completion.ts';
import { diffCommand } from './diff.ts';
import { evaluateCommand } from './evaluate.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { imagesCommand } from './images.ts';
import { jobCommand } from './job.ts';
import { manCommand } from './man-page.ts';
import { withoutLimits } from './options/limits-help.ts';
import { pluginCommand } from './plugin.ts';
import { preflightCommand } from './preflight.ts';
import { defectText } from './process/defect.ts';
import { answerOutputErrors } from './process/output.ts';
import { complaintAboutNode } from './process/supported-node.ts';
import { redactCommand } from './redact.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { scsCommand } from './scs.ts';
import { signCommand } from './sign.ts';
import { verifyCommand } from './verify.ts';
import { versionCommand } from './version.ts';

const DESCRIPTION =
  'Decides from a Sonobuoy archive whether a Kubernetes cluster meets the Sovereign Cloud Stack standard scs-0219-v1 (KaaS Networking), and shows what the decision rests on.';

const EXIT_CODES = `
Exit codes:
  ${exitCodes.compliant}    compliant
  ${exitCodes['non-compliant']}    non-compliant
  ${exitCodes.inconclusive}  inconclusive: the archive does not show which of the two it is
  ${exitCodes.unusable}    wrong usage, or an input that cannot be read
  ${exitCodes.defect}    a defect of scs-networking
verify and diff have other exit codes; see their help.`;

function program(finish: (ending: Ending) => void): Command {
  const root = new Command('scs-networking')
    .description(DESCRIPTION)
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXIT_CODES)
    .configureHelp(withoutLimits)
    .configureOutput({ writeErr: (text) => tell(printableLines(text)) })
    .showHelpAfterError('(run with --help for the usage)')
    .exitOverride();
  const scs = scsCommand(manifest.version, finish);
  root.hook('preSubcommand', (_root, command) => {
    if (command === scs.command) scs.guard();
  });
  const commands = [
    runCommand(manifest.version, finish),
    attachCommand(manifest.version, finish),
    preflightCommand(finish),
    evaluateCommand(manifest.version, finish),
    verifyCommand(manifest.version, finish),
    diffCommand(manifest.version, finish),
    signCommand(finish),
    redactCommand(manifest.version, finish),
    catalogueCommand(finish),
    checksCommand(finish),
    pluginCommand(finish),
    imagesCommand(finish),
    jobCommand(finish),
    schemaCommand(finish),
    scs.command,
    completionCommand(root),
    versionCommand(),
  ];
  for (const command of commands) root.addCommand(command.copyInheritedSettings(root));
  root.addCommand(manCommand(root).copyInheritedSettings(root), { hidden: true });
  return root;
}

async function run(argv: readonly string[]): Promise<Ending> {
  const complaint = complaintAboutNode(process.versions.node, manifest.engines.node);
  if (complaint !== undefined) {
    tell(complaint);
    return 'unusable';
  }
  let ending: Ending = 'compliant';
  try {
    await program((value) => {
      ending = value;
    }).parseAsync(argv);
    return ending;
  } catch (error) {
    // Commander has printed its message, or the help or version that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 'compliant' : 'unusable';
    tell(defectText(error));
    return 'defect';
  }
}

/** Runs the command line of this process, and sets its exit code. */
export async function runCommandLine(): Promise<void> {
  // An early end must never pass for success.
  process.exitCode = exitCodes.defect;
  answerOutputErrors(process.stdout, process.stderr);
  process.exitCode = exitCodes[await run(withCommand(process.argv))];
}

/** Called by one of its other names, it runs that command, for callers who can only name a file. */
function withCommand([node = '', file = '', ...args]: readonly string[]): string[] {
  return basename(file, '.js') === 'scs-networking-scs' ? [node, file, 'scs', ...args] : [node, file, ...args];
}
