import { dirname } from 'node:path';
import { install } from './installation.ts';
import { runPlugin } from './plugin.ts';
import { say } from './pod-log.ts';

const [command, target, ...rest] = process.argv.slice(2);

if (command === undefined) process.exit(await runPlugin(process.env));
if (command === 'install' && target !== undefined && rest.length === 0) {
  // argv[1] is dist/runner.js
  install(dirname(dirname(process.argv[1] ?? '')), target);
} else {
  say('Expected no argument (run as a Sonobuoy plugin) or: install DIRECTORY');
  process.exitCode = 2;
}
