import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hostileArchives, writeHostileArchive } from '../results-parsers/building/hostile-archives.ts';
import type { Mutant } from '../results-parsers/building/mutations.ts';
import { watched } from '../results-parsers/building/watched-process.ts';
import type { Evaluated } from './evaluator.ts';
import { MutantTally } from './mutant-tally.ts';
import { nthMutant } from './nth-mutant.ts';

// `npm run test:mutants`: evaluates thousands of mutants, and measures the cost of each. Exits with 1 if a mutant is compliant although it
// lost evidence for a pass, causes a defect, or exceeds the limits.

/** The most that an archive may cost, whatever it contains. */
const MOST = { seconds: 20, megabytes: 400 };
/** One in this many mutants goes through the command line, in its own process. */
const BY_COMMAND_LINE = 20;
const PROGRESS = 100;

const EXIT_CODES: Readonly<Record<number, Evaluated['verdict']>> = {
  0: 'compliant',
  3: 'non-compliant',
  112: 'inconclusive',
  2: 'unreadable',
};

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '20261128' },
    from: { type: 'string', default: '0' },
    keep: { type: 'string', default: 'mutants' },
    hostile: { type: 'string' },
  },
});

if (values.hostile === undefined) await soak(Number(values.seed), Number(values.from), Number(values.count));
else await priceList(Number(values.hostile));

async function soak(seed: number, from: number, count: number): Promise<void> {
  const tally = new MutantTally();
  let evaluator = started();
  for (let number = from; number < from + count; number += 1) {
    const mutant = await nthMutant(seed, number);
    let evaluated: Evaluated;
    if (number % BY_COMMAND_LINE === 0) evaluated = await byCommandLine(mutant);
    else {
      evaluated = await askedOf(evaluator, mutant);
      if (hasEnded(evaluator)) evaluator = started();
      else if (evaluated.megabytes > MOST.megabytes) {
        // Tries again in a new process, because memory that was kept from earlier mutants does not count for this one.
        evaluator.kill();
        evaluator = started();
        evaluated = await askedOf(evaluator, mutant);
        if (hasEnded(evaluator)) evaluator = started();
      }
    }
    const problem = problemWith(mutant, evaluated);
    tally.add(mutant, evaluated, problem);
    if (problem !== null) keep(mutant, number, problem);
    if ((number + 1 - from) % PROGRESS === 0) {
      process.stderr.write(
        `${number + 1 - from} of ${count}, ${tally.problems} with problems; to go on: --from ${number + 1}\n`,
      );
    }
  }
  evaluator.disconnect();
  process.stdout.write(`${count} mutants from ${from} on, seed ${seed}\n${tally}`);
  process.exitCode = tally.problems === 0 ? 0 : 1;
}

function hasEnded({ exitCode, signalCode }: ReturnType<typeof fork>): boolean {
  return exitCode !== null || signalCode !== null;
}

function started(): ReturnType<typeof fork> {
  return fork(join(import.meta.dirname, 'evaluator.ts'), { serialization: 'advanced' });
}

async function askedOf(evaluator: ReturnType<typeof fork>, { bytes }: Mutant): Promise<Evaluated> {
  const patience = AbortSignal.timeout(10 * MOST.seconds * 1000);
  const done = new AbortController();
  const kill = (): void => void evaluator.kill('SIGKILL');
  patience.addEventListener('abort', kill);
  try {
    evaluator.send(bytes);
    const [answer]: [Evaluated | number | null, unknown?] = await Promise.race([
      once(evaluator, 'message', { signal: done.signal }) as Promise<[Evaluated]>,
      once(evaluator, 'exit', { signal: done.signal }) as Promise<[number | null, string | null]>,
    ]);
    if (typeof answer === 'object' && answer !== null) return answer;
    const detail = `the process ended (${evaluator.exitCode ?? evaluator.signalCode})`;
    return { verdict: 'defect', detail, unsound: null, seconds: 0, megabytes: 0 };
  } finally {
    patience.removeEventListener('abort', kill);
    done.abort();
  }
}

async function byCommandLine({ bytes }: Mutant): Promise<Evaluated> {
  const file = join(kept(), 'current.tar.gz');
  writeFileSync(file, bytes);
  const { exitCode, signal, seconds, megabytes, stderr } = await watched(command(file), MOST);
  const verdict = EXIT_CODES[exitCode ?? -1] ?? 'defect';
  return {
    verdict,
    detail: verdict === 'defect' ? `${exitCode ?? signal}: ${stderr}` : '',
    unsound: null,
    seconds,
    megabytes,
  };
}

function command(file: string): readonly [string, ...string[]] {
  return [process.execPath, resolve('dist/cli.js'), 'evaluate', '--format', 'html', file];
}

function problemWith({ lost }: Mutant, { verdict, detail, unsound, seconds, megabytes }: Evaluated): string | null {
  if (verdict === 'defect') return `a defect: ${detail}`;
  if (lost !== null && verdict === 'compliant') return `it is compliant, and lost ${lost}`;
  if (unsound !== null) return `an unsound report: ${unsound}`;
  if (seconds > MOST.seconds) return `it takes ${seconds.toFixed(1)} s`;
  return megabytes > MOST.megabytes ? `it takes ${megabytes.toFixed(0)} MB` : null;
}

function keep({ mutation, bytes }: Mutant, number: number, problem: string): void {
  const file = join(kept(), `${number}.tar.gz`);
  writeFileSync(file, bytes);
  process.stderr.write(`mutant ${number} (${mutation}): ${problem}; it is in ${file}\n`);
}

function kept(): string {
  mkdirSync(values.keep, { recursive: true });
  return values.keep;
}

/** Prints the cost of each archive that is made to be expensive, if it unpacks to this many megabytes. */
async function priceList(megabytes: number): Promise<void> {
  const file = join(kept(), 'hostile.tar.gz');
  for (const archive of hostileArchives(megabytes)) {
    await writeHostileArchive(archive, file);
    const cost = await watched(command(file), MOST);
    const isTooMuch = cost.seconds > MOST.seconds || cost.megabytes > MOST.megabytes;
    if (isTooMuch || EXIT_CODES[cost.exitCode ?? -1] === undefined) process.exitCode = 1;
    const columns = [
      `${cost.seconds.toFixed(1)} s`.padStart(8),
      `${cost.megabytes.toFixed(0)} MB`.padStart(8),
      String(cost.exitCode ?? cost.signal).padStart(5),
    ];
    process.stdout.write(`${columns.join('')}  ${archive.name}${isTooMuch ? '  TOO MUCH' : ''}\n`);
  }
}
