import { join } from 'node:path';
import { writeCompiledCode } from './compiled.ts';

// For a Node.js other than the one that built the bundle.
const [, , directory = join(import.meta.dirname, '../../dist/command-line')] = process.argv;
const late = writeCompiledCode(directory);
if (late.length > 0)
  throw new Error(
    `expected a bundle with all that people wait for in its first parts, found ${late.join(', ')} in the last`,
  );
