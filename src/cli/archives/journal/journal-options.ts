import { Option } from 'commander';

export type JournalFlags = { journal?: string; recompute?: boolean };

/** The options that let a call go on where an earlier one ended. */
export function journalOptions(): Option[] {
  return [
    new Option(
      '--journal <file>',
      'keep verdicts there, and evaluate only archives that are new or changed, or were judged by another version or with other inputs',
    ),
    new Option('--recompute', 'evaluate all archives anyway, and report which verdicts differ from the journal'),
  ].map((option) => option.helpGroup('Continuing where an earlier call ended:'));
}
