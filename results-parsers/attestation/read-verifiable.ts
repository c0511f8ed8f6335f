import { readVerdict, type WrittenVerdict } from '../compare/read-verdict.ts';
import { ScsNetworkingError } from '../errors.ts';
import { verdictJson } from '../report/json.ts';
import { Envelope, IN_TOTO_PAYLOAD } from './envelope.ts';
import { Statement, TEST_RESULT_TYPE, type TestResultStatement } from './statement.ts';

/** What can be held against an archive. */
export type Verifiable =
  | { kind: 'verdict'; written: WrittenVerdict }
  | { kind: 'verdict-statement'; written: WrittenVerdict; envelope: Envelope }
  | { kind: 'test-result'; statement: TestResultStatement; envelope: Envelope };

/** Reads a verdict, or the envelope around a statement. Throws `INPUT_UNREADABLE`. */
export function readVerifiable(bytes: Uint8Array): Verifiable {
  const envelope = envelopeIn(bytes);
  if (envelope === undefined) return { kind: 'verdict', written: readVerdict(bytes) };
  const statement = statementIn(envelope);
  if (statement.predicateType === TEST_RESULT_TYPE) return { kind: 'test-result', statement, envelope };
  const [subject] = statement.subject;
  const { predicate: verdict } = statement;
  if (subject.digest.sha256 !== verdict.archive.sha256) {
    throw unusable(
      `a statement about the archive that its verdict is of, found one about SHA-256 ${subject.digest.sha256} with a verdict on SHA-256 ${verdict.archive.sha256}`,
    );
  }
  return { kind: 'verdict-statement', written: { verdict, text: verdictJson(verdict) }, envelope };
}

/** Undefined: it does not claim to be an envelope. */
function envelopeIn(bytes: Uint8Array): Envelope | undefined {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('payloadType' in json)) return undefined;
  const envelope = Envelope.safeParse(json);
  if (envelope.success) return envelope.data;
  throw unusable(`a DSSE envelope with a payload of ${IN_TOTO_PAYLOAD}, found something else`, envelope.error);
}

function statementIn({ payload }: Envelope): Statement {
  try {
    return Statement.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  } catch (error) {
    throw unusable('a statement of scs-networking in the envelope, found something else', error);
  }
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
