import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { CatalogueMinor, CatalogueSpec } from '../../../results-parsers/standard/catalogue-spec.ts';
import { compareVersions } from '../../../results-parsers/standard/versions.ts';
import { writeCatalogueFile } from '../catalogue-file.ts';
import { catalogueSpecsOf, type MinorNames, unknownSpecs } from '../generated-catalogue.ts';
import { downloaded, type GoCommand, listedVersions } from '../go-command.ts';
import { catalogueMinorOf, factsIn, KUBERNETES, pinsIn } from '../kubernetes-sources.ts';
import { writeSupportPage } from '../support-page.ts';
import { changedSources } from './changed-sources.ts';
import { pinsOfRelease, writePins } from './minor-pins.ts';
import { nameMissingRows } from './missing-rows.ts';
import { newestRelease } from './served-release.ts';
import { toDecide } from './to-decide.ts';

export interface NewMinor {
  readonly minor: string;
  /** The release to add; undefined: the newest that the proxy lists. */
  readonly release?: string | undefined;
  /** The root of the repository. */
  readonly root: string;
  /** The catalogue before the addition. */
  readonly known: { readonly releases: readonly CatalogueMinor[]; readonly specs: readonly CatalogueSpec[] };
  readonly command: GoCommand;
  /** Completes the pins in a directory. */
  readonly tidy: (directory: string) => Promise<void>;
  readonly say: (line: string) => void;
}

/**
 * Adds a minor version of Kubernetes to the repository, except for what a person has to decide.
 *
 * @returns what a person has to decide
 * @throws USAGE if the module proxy does not serve it, or nobody has described one of its specs; then nothing is written
 */
export async function addMinor({ minor, root, known, command, tidy, say, ...asked }: NewMinor): Promise<string[]> {
  const others = known.releases.filter((each) => each.minor !== minor);
  const before = others.findLast((each) => (compareVersions(each.minor, minor) ?? 0) < 0);
  if (before === undefined) throw new ScsNetworkingError('USAGE', `expected a minor after the oldest, found ${minor}`);
  const release = asked.release ?? newestRelease(minor, await listedVersions(command, KUBERNETES));
  const sources = await downloaded(command, KUBERNETES, release);
  const facts = await factsIn(sources.Dir);
  const found = catalogueMinorOf({ minor, release }, facts);
  say(`${release}: ${facts.names.length} specs, agnhost ${facts.agnhost}, ${facts.podsPerSpec} pods a spec at most`);

  const catalogues = inOrder([
    ...others.map((each) => namesIn(each.minor, known.specs)),
    { minor, names: facts.names },
  ]);
  refuseUnknown(catalogues);
  const specs = catalogueSpecsOf(catalogues);
  const pins = await pinsOfRelease(command, {
    release,
    goModFile: sources.GoMod,
    newestPins: join(root, 'test/cluster/modules/kubernetes', await newestPinned(root, minor)),
  });
  const changed = await changedSources((await downloaded(command, KUBERNETES, before.release)).Dir, sources.Dir);

  const releases = inOrder([...others, found]);
  await pin(root, { minor, release, sum: sources.Sum });
  await writeCatalogueFile(root, releases, specs);
  say('written: test/catalogue/go.sum, results-parsers/standard/catalogue-data.ts');
  if (pins.missing.length === 0) {
    await tidy(await writePins(root, minor, pins, facts));
    await nameMissingRows(root, minor);
    say(`written: test/cluster/modules/kubernetes/${minor}, docs/engines.json and its page`);
  }
  await writeSupportPage(root, releases);
  say('written: docs/kubernetes.md');
  return toDecide({ found, before, specs, changed, missing: pins.missing });
}

function inOrder<T extends { readonly minor: string }>(minors: readonly T[]): T[] {
  return minors.toSorted((a, b) => compareVersions(a.minor, b.minor) ?? 0);
}

/** The names of a minor's specs in the catalogue, in its order. */
function namesIn(minor: string, specs: readonly CatalogueSpec[]): MinorNames {
  const isIn = ({ since, until }: CatalogueSpec): boolean =>
    (compareVersions(since, minor) ?? 0) <= 0 && (until === null || (compareVersions(minor, until) ?? 0) <= 0);
  return { minor, names: specs.filter(isIn).map(({ name }) => name) };
}

function refuseUnknown(catalogues: readonly MinorNames[]): void {
  const unknown = unknownSpecs(catalogues);
  if (unknown.length === 0) return;
  throw new ScsNetworkingError(
    'USAGE',
    `expected a description of every spec, found new ones; describe each in test/catalogue/spec-meanings.ts, then run this again:\n${unknown.map((sentence) => `- ${sentence}`).join('\n')}`,
  );
}

async function newestPinned(root: string, otherThan: string): Promise<string> {
  const minors = (await readdir(join(root, 'test/cluster/modules/kubernetes'))).filter((name) => name !== otherThan);
  return minors.toSorted((a, b) => compareVersions(a, b) ?? 0).at(-1) ?? '';
}

/** Makes go.sum pin this release and no other one of the minor. */
async function pin(root: string, of: { minor: string; release: string; sum: string }): Promise<void> {
  const file = join(root, 'test/catalogue/go.sum');
  const others = pinsIn(await readFile(file, 'utf8')).filter(({ minor }) => minor !== of.minor);
  const line = `${KUBERNETES} ${of.release} ${of.sum}`;
  const lines = inOrder([...others, { minor: of.minor, line }]).map((each) => each.line);
  await writeFile(file, `${lines.join('\n')}\n`);
}
