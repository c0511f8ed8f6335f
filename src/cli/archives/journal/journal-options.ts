import { Option } from 'commander';

export type JournalFlags = { journal?: string; recompute?: boolean };

/** The options by which a call goes on where an earlier one ended. */
export function journalOptions(): Option[] {
  return [
    new Option(
      '--journal <file>',
      'keep verdicts there, and evaluate only archives that are new or changed, or that another version or other inputs judged',
    ),
    new Option(
      '--recompute',
      'evaluate all of them nevertheless, and say which verdicts are others than in the journal',
    ),
  ].map((option) => option.helpGroup('Going on where an earlier call ended:'));
}
