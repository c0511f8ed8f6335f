import { Option } from 'commander';
import { type LeniencyFlags, leniencyOptions } from './leniency-flags.ts';
import { limitOptions } from './limit-options.ts';

const FORMATS = ['text', 'json'] as const;

/** The options of `verdictOptions`, beside the limits, as commander hands them over. */
export type VerdictFlags = LeniencyFlags & { format: (typeof FORMATS)[number]; output: string; keep?: boolean };

/** What is to become of a run that ends: of its archive, its verdict, and its objects in the cluster. */
export function verdictOptions(): Option[] {
  return [
    new Option('--output <directory>', 'where the archive goes').default('.'),
    new Option('--format <format>', 'how to print the verdict').choices(FORMATS).default('text'),
    new Option('--keep', 'leave the run in the cluster when it has ended'),
    ...leniencyOptions(),
    ...limitOptions(),
  ];
}
