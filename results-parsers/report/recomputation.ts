import type { Verdict } from '../documents/verdict/verdict.ts';
import { limitOption, inputOptionNames as options } from './input-option-names.ts';

/** Has a key for each input, even if it was not given. */
type Inputs = Omit<Verdict['inputs'], 'kubernetes'> & { kubernetes: string | undefined };

/** How each input is given on the command line. Every new input has to be listed here. */
const flags: { readonly [Input in keyof Inputs]: (value: Inputs[Input]) => string[] } = {
  plugin: (name) => (name === null ? [] : [options.plugin, quoted(name)]),
  kubernetes: (version) => (version === undefined ? [] : [options.kubernetes, quoted(version)]),
  waivers: (files) => files.flatMap(({ source }) => [options.waivers, quotedFile(source)]),
  declarations: (file) => (file === null ? [] : [options.declarations, quotedFile(file.source)]),
  defaultWaivers: (inForce) => (inForce ? [] : [options.defaultWaivers]),
  asOf: (day) => (day === null ? [] : [options.asOf, day]),
  strictFlakes: (strict) => (strict ? [options.strictFlakes] : []),
  extended: (extended) => (extended ? [options.extended] : []),
  limits: (limits) => Object.entries(limits).flatMap(([limit, value]) => [limitOption(limit), String(value)]),
};

/** Inputs that differ from the defaults, as options of the command line. */
export function inputOptions(recorded: Verdict['inputs']): string[] {
  const inputs: Inputs = { ...recorded, kubernetes: recorded.kubernetes };
  const names = Object.keys(flags) as (keyof Inputs)[];
  return names.flatMap((name) => flagsOf(name, inputs));
}

/** Command lines by which anyone who has the archive, and the files given with it, gets the same verdict, in the same bytes. */
export function recomputation({ archive, inputs }: Verdict): string[] {
  const files = [
    ...(archive.container === 'directory' ? [] : [{ source: archive.name, sha256: archive.sha256 }]),
    ...inputs.waivers,
    ...(inputs.declarations === null ? [] : [inputs.declarations]),
  ];
  return [
    ...files.map(({ source, sha256 }) => `sha256sum ${quotedFile(source)}  # ${sha256}`),
    ['scs-networking evaluate --format json', ...inputOptions(inputs), quotedFile(archive.name), '> verdict.json'].join(
      ' ',
    ),
  ];
}

function flagsOf<Input extends keyof Inputs>(name: Input, inputs: Inputs): string[] {
  return flags[name](inputs[name]);
}

/** Never read as an option, whatever its name; quoting does not prevent that. */
function quotedFile(name: string): string {
  return quoted(name.startsWith('-') ? `./${name}` : name);
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
