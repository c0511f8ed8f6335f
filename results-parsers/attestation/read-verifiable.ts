import { ScsNetworkingError } from '../core/errors.ts';
import { issueText, parsedOrIssue } from '../core/json/first-issue.ts';
import { jsonFault } from '../core/json/json-fault.ts';
import { readVerdict, refuseExcess, type Written } from '../verify/read-verdict.ts';
import { Envelope, IN_TOTO_PAYLOAD } from './envelope.ts';
import { readTestResult } from './read-test-result.ts';
import { TEST_RESULT_TYPE } from './statement.ts';
import { verdictStatementJson } from './statement-json.ts';
import { WrittenStatement } from './written-statement.ts';

/** A document that can be verified against an archive. */
export type Verifiable =
  | { kind: 'verdict'; written: Written }
  | { kind: 'verdict-statement'; written: Written; envelope: Envelope }
  | { kind: 'test-result'; written: Written; envelope: Envelope };

/** Reads a verdict, or the envelope around a statement. Throws `INPUT_UNREADABLE`. */
export function readVerifiable(bytes: Uint8Array): Verifiable {
  const envelope = envelopeIn(bytes);
  if (envelope === undefined) return { kind: 'verdict', written: readVerdict(bytes) };
  const text = Buffer.from(envelope.payload, 'base64').toString('utf8');
  const statement = statementIn(text);
  if (statement.predicateType === TEST_RESULT_TYPE) {
    const written = readTestResult(statement, text);
    if (written === undefined) throw unusable('a test result with its archive, its tool and its inputs, found others');
    return { kind: 'test-result', written, envelope };
  }
  const [subject] = statement.subject;
  const { predicate: verdict } = statement;
  if (subject.digest.sha256 !== verdict.archive.sha256) {
    throw unusable(
      `a statement about the same archive as its verdict, found one about SHA-256 ${subject.digest.sha256} with a verdict on SHA-256 ${verdict.archive.sha256}`,
    );
  }
  return { kind: 'verdict-statement', written: { verdict, text, render: verdictStatementJson }, envelope };
}

/** Undefined: it does not claim to be an envelope. */
function envelopeIn(bytes: Uint8Array): Envelope | undefined {
  refuseExcess(bytes);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('payloadType' in json)) return undefined;
  const envelope = parsedOrIssue(Envelope, json);
  if ('value' in envelope) return envelope.value;
  const problem = issueText(envelope.issue);
  throw unusable(`a DSSE envelope with a payload of ${IN_TOTO_PAYLOAD}, found something else: ${problem}`);
}

function statementIn(text: string): WrittenStatement {
  refuseExcess(Buffer.from(text));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unusable(
      `a statement of scs-networking in the envelope, found text that is not JSON: ${jsonFault(text) ?? 'it goes too deep'}`,
      error,
    );
  }
  const statement = parsedOrIssue(WrittenStatement, json);
  if ('value' in statement) return statement.value;
  throw unusable(`a statement of scs-networking in the envelope, found something else: ${issueText(statement.issue)}`);
}

function unusable(what: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected ${what}; scs-networking sign writes what can be verified`,
    {
      cause,
    },
  );
}
