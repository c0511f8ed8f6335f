import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { CatalogueSpec } from '../../results-parsers/standard/catalogue-spec.ts';
import { specSentence } from '../../results-parsers/standard/spec-sentence.ts';
import { SpecMeaning, specMeanings } from './spec-meanings.ts';

/** The names of a minor's specs, in the order of the sources. */
export type MinorNames = { readonly minor: string; readonly names: readonly string[] };

/**
 * The specs of all minors, each name once and with its meaning, in the order of the newest sources, older names of a spec
 * after its newest one. `catalogues` has the oldest first.
 *
 * Throws `USAGE` for a spec with an incomplete description, and for a description that no spec has.
 */
export function catalogueSpecsOf(
  catalogues: readonly MinorNames[],
  meanings: ReadonlyMap<string, unknown> = specMeanings,
): CatalogueSpec[] {
  const names = [...new Set(catalogues.toReversed().flatMap((catalogue) => catalogue.names))];
  const bySentence = Map.groupBy(names, specSentence);
  refuseUnused(meanings, bySentence);
  return [...bySentence].flatMap(([sentence, members]) =>
    members.map((name) => CatalogueSpec.parse({ name, ...meaningOf(sentence, meanings), ...spanOf(name, catalogues) })),
  );
}

/** The sentences of specs without a description. */
export function unknownSpecs(
  catalogues: readonly MinorNames[],
  meanings: ReadonlyMap<string, unknown> = specMeanings,
): string[] {
  const sentences = new Set(catalogues.flatMap(({ names }) => names.map(specSentence)));
  return [...sentences].filter((sentence) => !meanings.has(sentence));
}

function meaningOf(sentence: string, meanings: ReadonlyMap<string, unknown>): SpecMeaning {
  if (!meanings.has(sentence)) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected to know what every spec exercises, found one that is not known: '${sentence}'; describe it in test/catalogue/spec-meanings.ts`,
    );
  }
  const meaning = SpecMeaning.safeParse(meanings.get(sentence));
  if (meaning.success) return meaning.data;
  const wrong = [...new Set(meaning.error.issues.map(({ path }) => path.join('.')))].join(', ');
  throw new ScsNetworkingError(
    'USAGE',
    `expected test/catalogue/spec-meanings.ts to say all of '${sentence}', found nothing usable for ${wrong}`,
  );
}

function refuseUnused(meanings: ReadonlyMap<string, unknown>, bySentence: ReadonlyMap<string, unknown>): void {
  const unused = [...meanings.keys()].filter((sentence) => !bySentence.has(sentence));
  if (unused.length === 0) return;
  throw new ScsNetworkingError(
    'USAGE',
    `expected every description in test/catalogue/spec-meanings.ts to be of a spec, found '${unused.join("', '")}' in no version; delete it, or correct its name`,
  );
}

/** The first and the last minor that have a name, between which all have it. */
function spanOf(name: string, catalogues: readonly MinorNames[]): Pick<CatalogueSpec, 'since' | 'until'> {
  const minors = catalogues.map(({ minor }) => minor);
  const having = catalogues.filter(({ names }) => names.includes(name)).map(({ minor }) => minor);
  const [since = '', last = ''] = [having[0], having.at(-1)];
  if (minors.indexOf(last) - minors.indexOf(since) + 1 !== having.length) {
    throw new ScsNetworkingError(
      'USAGE',
      `expected every minor from the first to the last that has a spec to have it, found '${name}' in ${having.join(', ')} only`,
    );
  }
  return { since, until: last === minors.at(-1) ? null : last };
}
