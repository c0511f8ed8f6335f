import { list } from 'tar';
import { processorTimeOf } from './processor-time.ts';
import { phases, specPhases } from './spec-phases.ts';

const PROGRAMS = 12;

/**
 * Prints how one run spends its time, by its specs and by the machine's processors.
 * @param run resolves to the seconds that the run took and its verdict, once its archive exists
 */
export async function printProfile(run: Promise<{ took: number; verdict: string }>, archive: string): Promise<void> {
  const { result, time } = await processorTimeOf(run);
  const { specs, seconds } = specPhases(await entryOf(archive, /\/attempts\/1\/e2e\.log$/));
  const ofSpecs = sumOf(Object.values(seconds));
  const worked = sumOf(time.seconds.values());
  const lines = [
    `${result.took.toFixed(0)} s, ${result.verdict}`,
    `${specs} specs, ${ofSpecs.toFixed(0)} s of them side by side:`,
    ...phases.map((phase) => `  ${phase}: ${share(seconds[phase], ofSpecs)}`),
    `processors ${share(time.busy, 1)} busy, ${worked.toFixed(0)} s of work:`,
    ...[...time.seconds].slice(0, PROGRAMS).map(([name, spent]) => `  ${name}: ${share(spent, worked)}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, each) => sum + each, 0);
const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

async function entryOf(archive: string, path: RegExp): Promise<string> {
  const pieces: Buffer[] = [];
  const take = (piece: Buffer): void => void pieces.push(piece);
  await list({ file: archive, onReadEntry: (entry) => void (path.test(entry.path) && entry.on('data', take)) });
  if (pieces.length === 0) throw new Error(`expected an entry ${path} in the archive, found none`);
  return Buffer.concat(pieces).toString();
}
