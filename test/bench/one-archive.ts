import { join } from 'node:path';
import { sonobuoyComponent } from '../cluster/builds/components.ts';
import { buildBatch, goVersion, isBuilt, locateBinary } from '../cluster/builds/go-build.ts';
import { readSonobuoyVersion } from '../cluster/builds/sonobuoy-version.ts';
import { TESTED_SONOBUOY } from '../cluster/builds/tested-versions.ts';
import { say } from '../cluster/progress/steps.ts';
import { medians, secondsOf, type Way } from './measured.ts';
import { milliseconds, ours, printRatio, tell } from './printed.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
/** For this archive, `sonobuoy results` lists all 7,500 specs, as it does for every user. */
const UPSTREAM = join(FIXTURES, 'upstream-conformance.tar.gz');
/** For this archive, it reads a summary that our plugin wrote. */
const OWN = join(FIXTURES, 'enforcing.tar.gz');

const PAIRS = 10;
const BARE: Way = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };
/** A time that people do not notice beside the start of Node.js. */
const UNNOTICED_SECONDS = 0.025;

/** How long people wait for the help, or for the verdict on one archive. */
export async function oneArchive(): Promise<void> {
  for (const flag of ['--version', '--help']) {
    const [we, bare] = await medians([ours(flag), BARE], PAIRS);
    printRatio(flag, we, bare, BARE.name, 1.3);
  }
  const sonobuoy = await sonobuoyBinary();
  for (const [what, archive] of [
    ["an archive of upstream's plugin", UPSTREAM],
    ['an archive of our plugin', OWN],
  ] as const) {
    const results: Way = { name: 'sonobuoy results', command: [sonobuoy, 'results', archive] };
    const gzip: Way = { name: 'gzip -dc', command: ['gzip', '-dc', archive] };
    const [we, they, unpacked, bare] = await medians([ours('evaluate', archive), results, gzip, BARE], PAIRS);
    const most = 1.3 * bare + UNNOTICED_SECONDS;
    if (archive === UPSTREAM) printRatio(`evaluate, ${what}`, we, they, results.name, 1);
    else printRatio(`evaluate, ${what}`, we, most, '1.3 times node -e 0 and 25 ms', 1);
    const others = [
      [they, results],
      [unpacked, gzip],
      [bare, BARE],
    ] as const;
    for (const [seconds, { name }] of others) {
      tell(`  ${name}: ${milliseconds(seconds)}, ratio ${(we / seconds).toFixed(2)}`);
    }
  }
}

async function sonobuoyBinary(): Promise<string> {
  const component = sonobuoyComponent(await readSonobuoyVersion(TESTED_SONOBUOY));
  const binary = await locateBinary(component, await goVersion());
  if (!(await isBuilt(binary))) {
    say('building Sonobuoy, once');
    await buildBatch([binary]);
  }
  // An unmeasured start, so that the first measured one does not read the program from the disk.
  await secondsOf([binary.path, 'version']);
  return binary.path;
}
