import { Command } from 'commander';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { interruptWaits } from './interrupt-waits.ts';
import { PartJournal } from './journal.ts';
import { CORE, PARTS } from './parts.ts';
import { partsText } from './parts-text.ts';
import { namedParts } from './plan.ts';
import { runParts } from './run-parts.ts';
import { commitCount, treeOfCheckout } from './tree.ts';

interface Options {
  readonly list: boolean;
  readonly core: boolean;
  readonly only?: readonly string[];
  readonly again: boolean;
  readonly minutes?: number;
  readonly rotate: boolean;
}

const program = new Command('test:all')
  .description(
    'All tests, in parts. A part that has passed with exactly the current files is not run again, so a call continues where an earlier one ended.',
  )
  .option('--list', 'print the parts, with the last result of each in this checkout', false)
  .option('--core', 'only what `npm test` runs, and all of it', false)
  .option('--only <part...>', 'only these parts, whether they have passed before or not')
  .option('--again', 'also run parts that have passed before', false)
  .option('--minutes <number>', 'start only parts that should end within this many minutes', Number)
  .option('--rotate', 'begin with a different part for each commit, so that each comes first at some time', false)
  .addHelpText(
    'after',
    '\nExamples:\n  npm run test:all -- --list\n  npm run test:all\n  npm run test:all -- --only run endings\n  npm run test:all -- --rotate --minutes 40\n',
  )
  .action(async ({ list, core, only, again, minutes, rotate }: Options) => {
    const journal = await PartJournal.open();
    const tree = await treeOfCheckout();
    if (list) {
      process.stdout.write(partsText(PARTS, journal, tree));
      return;
    }
    const chosen = only === undefined ? (core ? CORE : PARTS) : namedParts(PARTS, only);
    const isEachRun = again || core || only !== undefined;
    const step = rotate ? await commitCount() : 0;
    interruptWaits();
    process.exitCode = (await runParts({ parts: chosen, journal, tree, isEachRun, step, minutes })) ? 0 : 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScsNetworkingError && error.code === 'USAGE')) throw error;
  program.error(error.message, { exitCode: 2 });
}
