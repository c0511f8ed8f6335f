import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import type { CatalogueSpec } from '../../results-parsers/standard/catalogue-data.ts';
import { specSentence } from '../../results-parsers/standard/spec-sentence.ts';
import { type SpecMeaning, specMeanings } from './spec-meanings.ts';

/** The names of a minor's specs, in the order of the sources. */
export type MinorNames = { readonly minor: string; readonly names: readonly string[] };

/**
 * The specs of all minors, each name once and with its meaning: in the order of the newest sources, older names of a spec
 * after its newest one. `catalogues`: the oldest first.
 *
 * Throws `USAGE` for a spec whose meaning nobody has written down, and for a meaning that no spec has.
 */
export function catalogueSpecsOf(
  catalogues: readonly MinorNames[],
  meanings: ReadonlyMap<string, SpecMeaning> = specMeanings,
): CatalogueSpec[] {
  const names = [...new Set(catalogues.toReversed().flatMap((catalogue) => catalogue.names))];
  const bySentence = Map.groupBy(names, specSentence);
  refuseUnused(meanings, bySentence);
  return [...bySentence].flatMap(([sentence, members]) =>
    members.map((name) => ({ name, ...meaningOf(sentence, meanings), ...minorsOf(name, catalogues) })),
  );
}

function meaningOf(sentence: string, meanings: ReadonlyMap<string, SpecMeaning>): SpecMeaning {
  const meaning = meanings.get(sentence);
  if (meaning !== undefined) return meaning;
  throw new ScsNetworkingError(
    'USAGE',
    `expected to know what every spec exercises, found one that is not known: '${sentence}'; describe it in test/catalogue/spec-meanings.ts`,
  );
}

function refuseUnused(meanings: ReadonlyMap<string, SpecMeaning>, bySentence: ReadonlyMap<string, unknown>): void {
  const unused = [...meanings.keys()].filter((sentence) => !bySentence.has(sentence));
  if (unused.length === 0) return;
  throw new ScsNetworkingError(
    'USAGE',
    `expected every description in test/catalogue/spec-meanings.ts to be of a spec, found '${unused.join("', '")}' in no version; delete it, or correct its name`,
  );
}

function minorsOf(name: string, catalogues: readonly MinorNames[]): Pick<CatalogueSpec, 'onlyIn'> {
  const having = catalogues.filter(({ names }) => names.includes(name)).map(({ minor }) => minor);
  return having.length === catalogues.length ? {} : { onlyIn: having };
}
