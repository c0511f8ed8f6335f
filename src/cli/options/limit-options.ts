import { InvalidArgumentError, Option } from 'commander';
import { limitOption } from '../../../results-parsers/report/input-option-names.ts';
import { defaultLimits, type EvaluationLimits } from '../../../results-parsers/sonobuoy/limits.ts';
import { wholeNumber } from './whole-number.ts';

type Limit = keyof EvaluationLimits;
type Unit = 'bytes' | 'number';

/** In the order of the help. */
const described: Record<Limit, [unit: Unit, what: string]> = {
  compressedBytes: ['bytes', 'size of the archive as given'],
  decompressedBytes: ['bytes', 'size of the tar in it, or of all its files'],
  ratio: ['number', 'decompressed bytes per compressed byte'],
  entries: ['number', 'files, directories and links'],
  entryBytes: ['bytes', 'size of one file'],
  nameLength: ['number', "characters of a file's name"],
  evidenceFiles: ['number', 'files that the verdict can rest on'],
  xmlDepth: ['number', 'levels of nested XML elements'],
  xmlAttributes: ['number', 'attributes of one XML element'],
  xmlAttributeLength: ['number', 'characters of one XML attribute'],
  xmlRunLength: ['number', 'characters between two XML tags, or within one'],
  specs: ['number', 'NetworkPolicy specs and suite nodes in all files'],
  keptCharacters: ['number', 'characters kept of names, settings, failures'],
};

/** What the help says above them. */
export const LIMITS_HEADING = 'Limits (raise them only for archives that you trust; 64MiB or 8GiB for bytes):';

const limits = Object.keys(described) as Limit[];
const powers = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** One option for each limit. */
export function limitOptions(): Option[] {
  return limits.map((limit) => {
    const [unit, what] = described[limit];
    return new Option(`${limitOption(limit)} <${unit}>`, `${what} (default: ${shown(defaultLimits[limit], unit)})`)
      .argParser(unit === 'bytes' ? bytes : wholeNumber)
      .helpGroup(LIMITS_HEADING);
  });
}

/** The limits among the flags of a command, by their own names. */
export function limitsIn(flags: Readonly<Record<string, unknown>>): Partial<EvaluationLimits> {
  return Object.fromEntries(
    limits.flatMap((limit) => {
      const value = flags[new Option(limitOption(limit)).attributeName()];
      return typeof value === 'number' ? [[limit, value]] : [];
    }),
  );
}

function bytes(text: string): number {
  const [, digits = '', power] = /^(\d{1,15})(KiB|MiB|GiB)?$/.exec(text) ?? [];
  const value = Number(digits) * (power === undefined ? 1 : powers[power as keyof typeof powers]);
  if (value < 1) throw new InvalidArgumentError('Expected a number of bytes, such as 5000000, 64MiB or 8GiB.');
  return value;
}

/** `4GiB`, `250000`. */
function shown(value: number, unit: Unit): string {
  if (unit === 'number') return String(value);
  const power = (['GiB', 'MiB', 'KiB'] as const).find((candidate) => value % powers[candidate] === 0);
  return power === undefined ? String(value) : `${value / powers[power]}${power}`;
}
