#!/usr/bin/env node
import { startCommandLine } from '../start-command-line.ts';
import { BundledParts } from './parts.ts';

// What start.ts is in the bundle.
await startCommandLine(import.meta.url, async () => {
  const directory = `${import.meta.dirname}/command-line`;
  const [, file = '', ...args] = process.argv;
  // Under its other name, this file is another command.
  if (args.length === 1 && !file.includes('scs-networking-scs')) {
    // Imported only now: an older Node.js may not be able to read it.
    const { keptText, printKeptText } = await import('./kept-texts.ts');
    const text = keptText(directory, args[0], process.stdout);
    if (text !== null) return { runCommandLine: () => printKeptText(text) };
  }
  return new BundledParts(directory).commandLine();
});
