import manifest from '../../package.json' with { type: 'json' };
import { complaintAboutNode } from './process/supported-node.ts';

/**
 * Where the command line starts. Nothing is loaded yet that a Node.js older than package.json requires could not even read: whoever calls
 * the command by its name gets the first node in PATH, whatever that is.
 *
 * @param module the caller's place, from which to look for the project's Node.js
 * @param load loads the command line
 */
export async function startCommandLine(
  module: string,
  load: () => Promise<{ runCommandLine(): Promise<void> }>,
): Promise<void> {
  const complaint = complaintAboutNode(process.versions.node, manifest.engines.node);
  if (complaint === undefined) {
    const { runCommandLine } = await load();
    return await runCommandLine();
  }
  const { isStartedUnder, ownNode, startUnder } = await import('./process/other-node.ts');
  const node = isStartedUnder() ? undefined : ownNode(module);
  if (node !== undefined) return await startUnder(node);
  process.exitCode = 2;
  const { basename } = await import('node:path');
  const { tell } = await import('../terminal.ts');
  const { abortAll } = await import('./scs/abort-all.ts');
  const [, file = '', command] = process.argv;
  const isCheck = basename(file, '.js') === 'scs-networking-scs' || command === 'scs';
  if (!isCheck || !abortAll(process.argv.slice(2), complaint.trim())) tell(complaint);
}
