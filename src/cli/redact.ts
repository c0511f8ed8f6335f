import { Command, Option } from 'commander';
import { print, tell } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { limitsIn } from './options/limit-options.ts';
import { addLimits } from './options/limits-help.ts';
import { defectText } from './process/defect.ts';

type RedactFlags = { output?: string; plugin?: string; force?: boolean };

const EXAMPLES = `
Examples:
  scs-networking redact results.tar.gz
  scs-networking redact --output public.tar.gz results.tar.gz
  scs-networking redact --output - results.tar.gz | ssh host 'cat > public.tar.gz'
  scs-networking evaluate results.redacted.tar.gz

The copy contains what the verdict rests on: the run's results, versions, and those
fields of documents about the cluster that are read. It leaves out config maps,
pods' environments, events, logs other than the e2e suite's own, addresses of nodes
and pods, and all else that runs in the cluster: other namespaces, daemon sets,
API groups. What could not be read in the archive cannot be read in the copy either.
The verdict is the same, and says that it is about a redacted copy; redaction.json in
the copy lists what was reduced, and counts what was removed. The same archive always
gives the same copy.

What the e2e suite itself printed stays, and so do the names of nodes, of the run's
own images (with their registry) and of the pods that the specs made: look at the copy
before you publish it.`;

/** `finish` is called with how the command ended. */
export function redactCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const command = new Command('redact')
    .description('write a smaller archive with only what the verdict rests on')
    .argument('<archive>', 'archive that `sonobuoy retrieve` wrote, packed or unpacked; - for standard input')
    .addOption(
      new Option(
        '-o, --output <file>',
        'where to write it (default: ARCHIVE.redacted.tar.gz in the current directory); - for standard output',
      ),
    )
    .option('--plugin <name>', 'the plugin to judge, if it is neither scs-networking nor e2e')
    .option('--force', 'replace an existing file');
  return addLimits(command, EXAMPLES).action(async (archive: string, flags: RedactFlags) => {
    // Loaded only now, as by all commands: help must not wait for it.
    const { writeRedactedCopy } = await import('./output/redacted-copy.ts');
    const options = {
      toolVersion,
      limits: limitsIn(flags),
      ...(flags.plugin === undefined ? {} : { plugin: flags.plugin }),
    };
    try {
      const copy = await readOrComplain(archive, 'an archive', () => writeRedactedCopy(archive, flags, options));
      if (copy === undefined) return finish('unusable');
      (copy.isPrinted ? tell : print)(copy.text);
      finish('same');
    } catch (error) {
      tell(defectText(error, archive));
      finish('defect');
    }
  });
}
