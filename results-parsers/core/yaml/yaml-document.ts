import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  FAILSAFE_SCHEMA,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml';

/** A place in a document: keys and indices from its root on. */
type YamlPath = readonly PropertyKey[];

export type YamlDocument = {
  /** Mappings, sequences and strings: nothing is read as a number, so `1.30` stays what it is. */
  value: unknown;
  /** The line, from 1, of the innermost place on the path that exists. */
  lineOf: (path: YamlPath) => number;
};

const MAX_DEPTH = 10;

/** Parses a document without aliases. Throws js-yaml's YAMLException for anything but one such document. */
export function parseYaml(text: string): YamlDocument {
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  const documents = constructFromEvents(events, { source: text, schema: FAILSAFE_SCHEMA, maxAliases: 0 });
  if (documents.length !== 1)
    throw new YAMLException(
      `expected a ${documents.length === 0 ? 'document, but there is none' : 'single document, but there are more'}`,
    );
  const offsets = offsetsOf(events, text);
  return {
    value: documents[0],
    lineOf: (path) => {
      const known = path.map((_, index) => offsets.get(keyOf(path.slice(0, path.length - index))));
      const offset = known.find((found) => found !== undefined) ?? 0;
      return text.slice(0, offset).split('\n').length;
    },
  };
}

function keyOf(path: YamlPath): string {
  return JSON.stringify(path.map(String));
}

/** Where each place of the document begins; for a value in a mapping that is its key. */
function offsetsOf(events: readonly Event[], text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  // The first event opens the document.
  let at = 1;
  const isPop = (): boolean => events[at] === undefined || events[at]?.type === EVENT_ID.POP;
  const readNode = (path: YamlPath): void => {
    const event = events[at++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return void offsets.set(keyOf(path), event.valueStart);
      case EVENT_ID.SEQUENCE:
        offsets.set(keyOf(path), event.start);
        for (let index = 0; !isPop(); index++) readNode([...path, index]);
        at++;
        return;
      case EVENT_ID.MAPPING:
        offsets.set(keyOf(path), event.start);
        while (!isPop()) {
          const key = events[at++];
          if (key?.type !== EVENT_ID.SCALAR) return;
          const name = getScalarValue(text, key);
          readNode([...path, name]);
          offsets.set(keyOf([...path, name]), key.valueStart);
        }
        at++;
        return;
    }
  };
  readNode([]);
  return offsets;
}
