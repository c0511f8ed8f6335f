import { Option } from 'commander';
import { LEFTOVER_CHOICES, type LeftoverChoice } from '../../sonobuoy/leftover-choice.ts';

/** Of a command that starts runs. */
export function leftoverOption(byDefault: LeftoverChoice): Option {
  return new Option(
    '--leftover <what>',
    'a run that an earlier `scs-networking` left in the namespace: refuse to start beside it, attach to it, or replace it if it has ended',
  )
    .choices(LEFTOVER_CHOICES)
    .default(byDefault);
}
