#!/usr/bin/env node
import { basename } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { tell } from '../terminal.ts';
import { isStartedUnder, ownNode, startUnder } from './process/other-node.ts';
import { complaintAboutNode } from './process/supported-node.ts';

/*
 * Where the command line starts. Nothing is loaded yet that a Node.js older than package.json asks for could not even read: whoever calls
 * the command by its name gets the first node in PATH, whatever that is.
 */
const complaint = complaintAboutNode(process.versions.node, manifest.engines.node);
if (complaint === undefined) {
  await import('./main.ts');
} else {
  const node = isStartedUnder() ? undefined : ownNode(import.meta.url);
  if (node !== undefined) {
    await startUnder(node);
  } else {
    process.exitCode = 2;
    const { abortAll } = await import('./scs/abort-all.ts');
    const [, file = '', command] = process.argv;
    const isCheck = basename(file, '.js') === 'scs-networking-scs' || command === 'scs';
    if (!isCheck || !abortAll(process.argv.slice(2), complaint.trim())) tell(complaint);
  }
}
