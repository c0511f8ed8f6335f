import { Option } from 'commander';
import { LEFTOVER_CHOICES, type LeftoverChoice } from '../../sonobuoy/leftover-choice.ts';

/** For a command that starts runs. */
export function leftoverOption(byDefault: LeftoverChoice): Option {
  return new Option(
    '--leftover <what>',
    'if an earlier `scs-networking` has left a run in the namespace: refuse to start, attach to that run, or replace it if it has ended',
  )
    .choices(LEFTOVER_CHOICES)
    .default(byDefault);
}
