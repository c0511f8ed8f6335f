import * as z from 'zod';

const Count = z.int().nonnegative();
const Result = z.union([z.literal(-1), z.literal(0), z.literal(1)]);

/**
 * A report in two forms at once: `spec` and `run` are how scs-compliance-check writes it (create_report) and compliance-monitor takes it in
 * today; `uuid`, `creator`, `scope`, `tests` and `log` are the form that SCS's open revamp of its tests (standards#1237) gives it. Each
 * monitor ignores the keys of the other form.
 */
export const ScsReport = z.strictObject({
  uuid: z.uuid().optional(),
  creator: z.string().optional(),
  scope: z.uuid().optional(),
  spec: z.strictObject({ uuid: z.uuid(), name: z.string(), url: z.string() }),
  /** Without a zone; here in UTC. */
  checked_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
  reference_date: z.iso.date(),
  subject: z.string().min(1),
  tests: z.record(z.string(), z.strictObject({ result: Result })).optional(),
  log: z.array(z.string()).optional(),
  run: z.strictObject({
    /** compliance-monitor takes a report once: the same verdict on the same archive always has the same id. */
    uuid: z.uuid(),
    argv: z.array(z.string()),
    assignment: z.record(z.string(), z.string()),
    sections: z.array(z.string()),
    forced_version: z.null(),
    forced_tests: z.null(),
    invocations: z.record(
      z.uuid(),
      z.strictObject({
        id: z.uuid(),
        cmd: z.string(),
        results: z.record(z.string(), Result),
        rc: z.int(),
        stdout: z.array(z.string()),
        stderr: z.array(z.string()),
        info: Count,
        warning: Count,
        error: Count,
        critical: Count,
      }),
    ),
  }),
});
export type ScsReport = z.infer<typeof ScsReport>;
