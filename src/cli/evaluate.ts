import { Command, InvalidArgumentError, Option } from 'commander';
import { verdictFormats } from '../../results-parsers/report/formats.ts';
import { parseStatedVersion } from '../../results-parsers/standard/kubernetes-version.ts';
import { tell } from '../terminal.ts';
import type { EvaluationSettings, PrintedEvaluation } from './evaluate/evaluate-one.ts';
import { inOrder } from './evaluate/in-order.ts';
import { type Ending, type EvaluationEnding, worstOf } from './exit-codes.ts';
import { usableOrTold } from './input/usable-or-told.ts';
import { type LeniencyFlags, leniencyIn, leniencyOptions } from './options/leniency-flags.ts';
import { limitOptions, limitsIn } from './options/limit-options.ts';
import { wholeNumber } from './options/whole-number.ts';
import { formatOption, formatsHelp } from './reports/format-option.ts';
import type { ReportSink } from './reports/report-sink.ts';
import type { ReportFlags } from './reports/reporting.ts';
import { scsReportOptions } from './reports/scs-report-options.ts';

type EvaluateFlags = LeniencyFlags & ReportFlags & { plugin?: string; kubernetes?: string; jobs?: number };

/** Verdicts per job that may wait for the one before them; a verdict has about 100 kB. */
const AHEAD_PER_JOB = 16;

const JOBS = 'archives to evaluate at the same time (default: one for each processor)';

const KUBERNETES = "the cluster's version, such as 1.36, for files that do not have it; the verdict records it";

const EXAMPLES = `
${formatsHelp(verdictFormats)}

Examples:
  sonobuoy retrieve -f results.tar.gz
  scs-networking evaluate results.tar.gz
  scs-networking evaluate --format json results.tar.gz > verdict.json
  scs-networking evaluate --format text,json,ndjson --output reports results.tar.gz
  curl -s https://example.org/results.tar.gz | scs-networking evaluate -
  scs-networking evaluate ./unpacked
  scs-networking evaluate --waivers waivers.yaml results.tar.gz
  scs-networking evaluate --no-default-waivers --strict-flakes results.tar.gz
  scs-networking evaluate --extended results.tar.gz
  scs-networking evaluate --kubernetes 1.36 junit_01.xml
  scs-networking evaluate --jobs 8 archives/*.tar.gz

A waiver exempts single specs that failed or were skipped, within its scope and
until its end; plugin/waivers.example.yaml says how to write them.

JUnit files without an archive (junit_*.xml, alone or with e2e.log in one directory)
are read too: their failures count, but they cannot prove compliance.

Several archives are evaluated at the same time. Their verdicts follow each other
in the order given, or with --output have files of their own, which appear all at
once. What goes wrong with one of them is said of that one, and the others go on. The
worst ending counts: non-compliant, then a defect, then an input that cannot be read,
then inconclusive, then compliant.`;

/** `finish` is told how the command ended. */
export function evaluateCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('evaluate')
    .description('print the verdict on each archive')
    .argument('<archive...>', 'archive that `sonobuoy retrieve` wrote, packed or unpacked; - for standard input')
    .addOption(formatOption(verdictFormats, 'the verdict'))
    .option('-o, --output <directory>', 'write files there, in each format of --format a,b, and print the text of one')
    .option('--verbose', 'list all specs, evidence and inputs, too (format text)')
    .option('--plugin <name>', 'the plugin to judge, if an archive holds several')
    .addOption(new Option('--kubernetes <version>', KUBERNETES).argParser(statedVersion))
    .addOption(new Option('--jobs <number>', JOBS).argParser(wholeNumber))
    .addHelpText('after', EXAMPLES);
  for (const option of [...scsReportOptions(), ...leniencyOptions(), ...limitOptions()]) command.addOption(option);
  return command.action(async (archives: string[], flags: EvaluateFlags) => {
    finish(await evaluate(archives, flags, toolVersion));
  });
}

/** Throws `USAGE` if it is to be read twice. */
async function checkStandardInput(archives: readonly string[]): Promise<void> {
  const { STANDARD_INPUT } = await import('./input/evaluate-input.ts');
  if (archives.filter((archive) => archive === STANDARD_INPUT).length <= 1) return;
  const { ScsNetworkingError } = await import('../../results-parsers/core/errors.ts');
  throw new ScsNetworkingError('USAGE', 'expected standard input (-) once, found it several times; name files');
}

function statedVersion(text: string): string {
  if (parseStatedVersion(text) === undefined) {
    throw new InvalidArgumentError('Expected a version of Kubernetes such as 1.36 or v1.36.3.');
  }
  return text;
}

async function evaluate(archives: readonly string[], flags: EvaluateFlags, toolVersion: string): Promise<Ending> {
  const { plugin, kubernetes } = flags;
  const leniency = await usableOrTold(null, 'a file of waivers', async () => {
    const { checkReportFlags } = await import('./reports/reporting.ts');
    const { prepareOutput } = await import('./reports/prepare-output.ts');
    // First of all: whatever else is wrong, no verdict of an earlier call stands there.
    prepareOutput(flags, archives);
    checkReportFlags(flags, archives.length);
    await checkStandardInput(archives);
    return await leniencyIn(flags);
  });
  if (leniency === undefined) return 'unusable';
  const chosen = {
    ...leniency,
    ...(plugin === undefined ? {} : { plugin }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  const ending = await usableOrTold(null, 'a directory', () => report(archives, flags, { ...chosen, toolVersion }));
  return ending ?? 'unusable';
}

type GivenOptions = Omit<EvaluationSettings, 'formats' | 'look' | 'printed' | 'names' | 'limits'>;

/** Throws `USAGE` where the reports cannot go where they are to go. */
async function report(archives: readonly string[], flags: EvaluateFlags, options: GivenOptions): Promise<Ending> {
  const { reportSink } = await import('./reports/reporting.ts');
  const { archiveNames } = await import('./input/archive-names.ts');
  const { sink, ...looks } = await reportSink(flags, archives);
  const names = archiveNames(archives);
  const settings = { ...options, ...looks, formats: flags.format, names, limits: limitsIn(flags) };
  const { availableParallelism } = await import('node:os');
  const jobs = Math.min(flags.jobs ?? availableParallelism(), archives.length);
  const { oneCluster } = await import('./reports/one-cluster.ts');
  const printed = evaluations(archives, settings, jobs);
  return worstOf(await reported(flags.format.includes('scs-report') ? oneCluster(printed) : printed, sink));
}

/**
 * In the order of the archives. A small one alone needs no thread, and does not wait for one to start. Whatever becomes of a thread, this
 * one is there to say so and to leave nothing behind.
 */
async function* evaluations(
  archives: readonly string[],
  settings: EvaluationSettings,
  jobs: number,
): AsyncGenerator<PrintedEvaluation> {
  // Loaded only now: parsers take several times as long to load as printing help takes altogether.
  const [archive] = archives;
  const hasLimits = Object.keys(settings.limits).length > 0;
  if (archives.length === 1 && archive !== undefined && !hasLimits && (await isSmall(archive))) {
    const { evaluateOne } = await import('./evaluate/evaluate-one.ts');
    return yield* inOrder(archives, 1, (archive) => evaluateOne(archive, settings));
  }
  const { EvaluationPool } = await import('./evaluate/evaluation-pool.ts');
  const pool = new EvaluationPool(jobs, settings);
  try {
    yield* inOrder(archives, jobs * AHEAD_PER_JOB, (archive) => pool.evaluate(archive));
  } finally {
    await pool.close();
  }
}

async function isSmall(archive: string): Promise<boolean> {
  const { STANDARD_INPUT } = await import('./input/evaluate-input.ts');
  const { cannotRunOut } = await import('./evaluate/cannot-run-out.ts');
  return archive !== STANDARD_INPUT && cannotRunOut(archive);
}

async function reported(evaluations: AsyncIterable<PrintedEvaluation>, sink: ReportSink): Promise<EvaluationEnding[]> {
  const endings: EvaluationEnding[] = [];
  for await (const evaluation of evaluations) {
    endings.push(evaluation.ending);
    if ('complaint' in evaluation) {
      tell(evaluation.complaint);
      continue;
    }
    for (const report of evaluation.reports) if ('complaint' in report) tell(report.complaint);
    sink.add(evaluation);
  }
  sink.end();
  return endings;
}
