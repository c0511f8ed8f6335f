/** The part of JSON Schema that our documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/**
 * What a reader of documents of one schema stumbles over in documents of another: a missing field, or a value of an unknown type or with an
 * unknown word. New fields do not matter, because readers ignore them.
 *
 * @returns sentences, each with the place; empty: the reader can read all of them
 */
export function stumblingBlocks(reader: Schema, writer: Schema): string[] {
  return new Comparison(reader, writer).blocks(reader, writer, '');
}

class Comparison {
  readonly #roots: { readonly reader: Schema; readonly writer: Schema };
  /** Schemas that contain themselves are compared once. */
  readonly #seen = new Set<string>();

  constructor(reader: Schema, writer: Schema) {
    this.#roots = { reader, writer };
  }

  blocks(readerAt: Schema, writerAt: Schema, path: string): string[] {
    const key = readerAt.$ref === undefined ? undefined : `${readerAt.$ref} ${writerAt.$ref}`;
    if (key !== undefined && this.#seen.has(key)) return [];
    if (key !== undefined) this.#seen.add(key);
    const reader = resolved(this.#roots.reader, readerAt);
    const writer = resolved(this.#roots.writer, writerAt);
    const alternatives = alternativesOf(reader);
    if (alternatives.length > 1 || alternativesOf(writer).length > 1) {
      return alternativesOf(writer).flatMap((written) => this.#blocksOfAny(alternatives, written, path));
    }
    return [
      ...valueBlocks(reader, writer, path),
      ...this.#fieldBlocks(reader, writer, path),
      ...(reader.items !== undefined && writer.items !== undefined
        ? this.blocks(reader.items, writer.items, `${path}[]`)
        : []),
    ];
  }

  /** The stumbling blocks of the alternative that fits best. */
  #blocksOfAny(alternatives: readonly Schema[], written: Schema, path: string): string[] {
    const each = alternatives.map((alternative) => this.blocks(alternative, written, path));
    return each.reduce((best, blocks) => (blocks.length < best.length ? blocks : best));
  }

  #fieldBlocks(reader: Schema, writer: Schema, path: string): string[] {
    return Object.entries(reader.properties ?? {}).flatMap(([name, field]) => {
      const written = writer.properties?.[name];
      const isNeeded = reader.required?.includes(name) ?? false;
      const place = `${path}.${name}`;
      if (isNeeded && !(writer.required?.includes(name) ?? false)) return [`${place} can be missing`];
      return written === undefined ? [] : this.blocks(field, written, place);
    });
  }
}

function resolved(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (target === undefined) throw new Error(`expected a definition, found none of ${schema.$ref}`);
  return resolved(root, target);
}

/** A field of several types becomes several alternatives of one type each. */
function alternativesOf(schema: Schema): readonly Schema[] {
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several;
  return Array.isArray(schema.type) ? schema.type.map((type: string) => ({ ...schema, type })) : [schema];
}

function valueBlocks(reader: Schema, writer: Schema, path: string): string[] {
  const place = path === '' ? 'the document' : path;
  if (reader.type !== undefined && !isOfType(reader.type, writer)) {
    return [
      `${place} is ${JSON.stringify(writer.type ?? writer.const ?? 'of any type')}, not ${JSON.stringify(reader.type)}`,
    ];
  }
  const known = wordsOf(reader);
  if (known === undefined) return [];
  const further = wordsOf(writer)?.filter((word) => !known.includes(word));
  if (further === undefined) return [`${place} can be any word`];
  return further.map((word) => `${place} can be ${JSON.stringify(word)}`);
}

function isOfType(type: Schema['type'], writer: Schema): boolean {
  return writer.type === type || (type === 'number' && writer.type === 'integer');
}

function wordsOf(schema: Schema): readonly unknown[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const];
}
