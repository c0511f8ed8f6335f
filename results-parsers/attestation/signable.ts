import { load } from 'js-yaml';
import { MAX_VERDICT_BYTES, readVerdict } from '../compare/read-verdict.ts';
import { ScsNetworkingError } from '../errors.ts';
import { ScsReport } from '../report/scs/report.ts';
import { Statement } from './statement.ts';

/** What can be signed, and so what a signature of it is for. */
export type SignableKind = 'verdict' | 'statement' | 'scs-report';

/** What a file is, by its content. Throws `INPUT_UNREADABLE` for what is none of these. */
export function signableKind(bytes: Uint8Array): SignableKind {
  if (bytes.length > MAX_VERDICT_BYTES) throw unusable(`found more than ${MAX_VERDICT_BYTES} bytes`);
  const text = Buffer.from(bytes).toString('utf8');
  const json = jsonIn(text);
  if (json === undefined) {
    const report = ScsReport.safeParse(yamlIn(text));
    if (report.success) return 'scs-report';
    throw unusable('found none', report.error);
  }
  if (Statement.safeParse(json).success) return 'statement';
  readVerdict(bytes);
  return 'verdict';
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function yamlIn(text: string): unknown {
  try {
    return load(text, { maxAliases: 0 });
  } catch {
    return undefined;
  }
}

function unusable(found: string, cause?: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a verdict, an in-toto statement or a report for SCS, ${found}; scs-networking evaluate --format json, in-toto, in-toto-verdict or scs-report writes what can be signed`,
    { cause },
  );
}
