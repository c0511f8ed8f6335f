import { join } from 'node:path';
import { arcsOfProduct } from './arc.ts';
import { violations } from './violations.ts';

const found = violations(arcsOfProduct(join(import.meta.dirname, '../..')));
for (const each of found) process.stderr.write(`${each}\n`);
process.exitCode = found.length === 0 ? 0 : 1;
