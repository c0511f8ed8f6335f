import { ScsNetworkingError } from '../errors.ts';
import { verdictJson } from '../report/json.ts';
import { schemaProblem } from '../schema-problem.ts';
import { Verdict } from '../verdict/verdict.ts';

/** Ten times the verdict on a run in which every spec failed several times. */
export const MAX_VERDICT_BYTES: number = 32 * 1024 ** 2;

/** A document that follows from an archive and recorded inputs, as it was written. */
export type Written = {
  /** What it says of its archive, and what it rests on. */
  verdict: Pick<Verdict, 'verdict' | 'archive' | 'tool' | 'inputs'>;
  text: string;
  /** The document that a verdict gives. */
  render: (verdict: Verdict) => string;
};

/** A verdict document as it was written. */
export type WrittenVerdict = Written & { verdict: Verdict };

/** Reads what `evaluate --format json` printed for one archive. Throws `INPUT_UNREADABLE`. */
export function readVerdict(bytes: Uint8Array): WrittenVerdict {
  if (bytes.length > MAX_VERDICT_BYTES) {
    throw unusable(`a document of at most ${MAX_VERDICT_BYTES} bytes, found a larger one`);
  }
  const text = textIn(bytes);
  const parsed = Verdict.safeParse(jsonIn(text));
  if (parsed.success) return { verdict: parsed.data, text, render: verdictJson };
  throw unusable(`a verdict, found something else: ${schemaProblem(parsed.error)}`, parsed.error);
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unusable('text in UTF-8, found other bytes', error);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable('one JSON document, found none, or several', error);
  }
}

function unusable(what: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected ${what}; scs-networking evaluate --format json writes what can be verified`,
    { cause },
  );
}
