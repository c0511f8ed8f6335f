import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** `90`, `90s`, `15m`, `2h`: seconds. */
export function seconds(text: string): number {
  const [, digits = '', unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const value = Number(digits) * UNITS[unit as keyof typeof UNITS];
  if (value < 1) throw new InvalidArgumentError('Expected a duration such as 90s, 15m or 2h.');
  return value;
}
