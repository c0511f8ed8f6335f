import { ScsNetworkingError } from '../core/errors.ts';
import { issueText, parsedOrIssue } from '../core/json/first-issue.ts';
import { jsonFault } from '../core/json/json-fault.ts';
import { excessOf, type JsonLimits } from '../core/json/json-size.ts';
import type { Verdict } from '../documents/verdict/verdict.ts';
import { verdictJson } from '../documents/verdict/verdict-json.ts';
import { RecordedVerdict } from './recorded-verdict.ts';

/** Fifty times the verdict on a run in which every spec failed several times. */
export const MAX_VERDICT_BYTES: number = 8 * 1024 ** 2;
const VERDICT_LIMITS: JsonLimits = { bytes: MAX_VERDICT_BYTES, values: 500_000 };

/** A document that follows from an archive and recorded inputs, as it was written. */
export type Written = {
  /** What it says of its archive, and what it rests on. */
  verdict: Pick<RecordedVerdict, 'verdict' | 'archive' | 'tool' | 'inputs'>;
  text: string;
  /** The document that a verdict gives. */
  render: (verdict: Verdict) => string;
};

/** Reads what `evaluate --format json` of any version printed for one archive. Throws `INPUT_UNREADABLE`. */
export function readVerdict(bytes: Uint8Array): Written {
  refuseExcess(bytes);
  const text = textIn(bytes);
  const parsed = parsedOrIssue(RecordedVerdict, jsonIn(text));
  if ('value' in parsed) return { verdict: parsed.value, text, render: verdictJson };
  throw unusable(`a verdict, found something else: ${issueText(parsed.issue)}`);
}

/** Throws `INPUT_UNREADABLE` for a document that is larger than a verdict can be, before anything is made of it. */
export function refuseExcess(document: Uint8Array): void {
  const excess = excessOf(document, VERDICT_LIMITS);
  if (excess !== null)
    throw unusable(`a verdict of a size that one can have, found a document that has not: ${excess}`);
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
    throw unusable(`one JSON document, found something else: ${jsonFault(text) ?? 'it goes too deep'}`, error);
  }
}

function unusable(what: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected ${what}; scs-networking evaluate --format json writes what can be verified`,
    { cause },
  );
}
