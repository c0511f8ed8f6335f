import * as z from 'zod';
import { CheckPart } from '../../../../results-parsers/documents/checks/check-verdict.ts';
import { ClauseOutcome } from '../../../../results-parsers/documents/verdict/verdict.ts';

/** One run of the check of Ingress on one controller, with its options. */
export const ControllerRow = z.strictObject({
  controller: z.string(),
  /** The controller's own version, from its pins. */
  release: z.string(),
  /** What was set differently from the default, as `key=value`. */
  options: z.array(z.string()),
  /** The version that the API server reports. */
  kubernetes: z.string(),
  /** The outcome of the clause `ingress`. */
  outcome: ClauseOutcome,
  /** The check's questions and answers, in its order. In texts, the hosts of the run are below `example.invalid`. */
  parts: z.array(CheckPart.pick({ id: true, question: true, answer: true, text: true })),
  archive: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive() }),
});
export type ControllerRow = z.infer<typeof ControllerRow>;

/** How real controllers answer the requests of the check, by `npm run test:cluster -- --matrix controllers`. */
export const ControllerTable = z.strictObject({
  apiVersion: z.literal('scs-networking/v1'),
  kind: z.literal('ControllerTable'),
  rows: z.array(ControllerRow),
});
export type ControllerTable = z.infer<typeof ControllerTable>;

type Subject = Pick<ControllerRow, 'controller' | 'options'>;

/** The name of a row's configuration. */
export function rowName({ controller, options }: Subject): string {
  return [controller, ...options].join(' ');
}

/** The table with a row added, which replaces one for the same controller and options. */
export function withRow({ rows, ...table }: ControllerTable, row: ControllerRow): ControllerTable {
  const others = rows.filter((each) => rowName(each) !== rowName(row));
  return { ...table, rows: [...others, row].sort((a, b) => (rowName(a) < rowName(b) ? -1 : 1)) };
}
