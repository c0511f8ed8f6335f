import { Command } from 'commander';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { manifestFor, type PluginFlags, pluginOptions } from './options/plugin-options.ts';

const EXAMPLES = `
Examples:
  scs-networking plugin > scs-networking.yaml
  scs-networking plugin --registry mirror.example.org/scs --processes 8
  scs-networking plugin --toleration dedicated=tests:NoSchedule --requests cpu=2
  scs-networking plugin --manifest scs-networking.yaml --timeout 2h
  sonobuoy run --plugin scs-networking.yaml

This is the manifest that \`scs-networking run\` with the same options hands to
Sonobuoy. A key that Sonobuoy does not know is refused, since Sonobuoy itself
would silently ignore it.

Exit codes: 0, or 2 for wrong usage or a file that cannot be used.`;

/** `finish` is called with how the command ended. */
export function pluginCommand(finish: (ending: Ending) => void): Command {
  const command = new Command('plugin')
    .description("write the plugin's manifest for Sonobuoy")
    .addHelpText('after', EXAMPLES);
  for (const option of pluginOptions()) command.addOption(option);
  return command.action(async (flags: PluginFlags) => {
    const manifest = await readOrComplain(null, "the plugin's manifest", () => manifestFor(flags));
    if (manifest === undefined) return finish('unusable');
    print(manifest);
  });
}
