#!/usr/bin/env node
import { startCommandLine } from '../start-command-line.ts';
import { BundledParts } from './parts.ts';

// What start.ts is in the bundle.
await startCommandLine(import.meta.url, async () =>
  new BundledParts(`${import.meta.dirname}/command-line`).commandLine(),
);
