import * as z from 'zod';
import { Verdict } from '../documents/verdict/verdict.ts';

const { plugin, kubernetes, limits, waivers, declarations, defaultWaivers, asOf, strictFlakes, extended } =
  Verdict.shape.inputs.shape;

/** Inputs as any version of the tool records them: an input that it did not have yet had its default value. */
export const RecordedInputs = z.object({
  plugin: plugin.default(null),
  kubernetes,
  limits: limits.default({}),
  waivers: waivers.default([]),
  declarations: declarations.default(null),
  defaultWaivers: defaultWaivers.default(true),
  asOf: asOf.default(null),
  strictFlakes: strictFlakes.default(false),
  extended: extended.default(false),
});

const { archive, tool } = Verdict.shape;

/**
 * What a verdict is recomputed by, in a document of any version of the tool. The rest may have fields that this version does not know,
 * and lack others: whether the archive gives it is decided by its bytes.
 */
export const RecordedVerdict = z.object({
  apiVersion: Verdict.shape.apiVersion,
  kind: Verdict.shape.kind,
  verdict: Verdict.shape.verdict,
  archive: z.object(archive.shape),
  tool: z.object(tool.shape),
  inputs: RecordedInputs,
});
export type RecordedVerdict = z.infer<typeof RecordedVerdict>;
