/** The library's public edge: bytes of an archive in; a verdict, its reports, and what can be done with both out. */
export type { DirectoryEntry } from './archive/read-directory.ts';
export { readVerifiable, type Verifiable } from './attestation/read-verifiable.ts';
export { ClusterFacts } from './cluster/cluster-facts.ts';
export { CniDetection } from './cluster/cni/detection.ts';
export { type ErrorCode, ScsNetworkingError } from './core/errors.ts';
export type { Declaration, DeclarationSet } from './declarations/declaration.ts';
export { DeclarationsFile } from './declarations/declarations-file.ts';
export { readDeclarations } from './declarations/read-declarations.ts';
export { diffArchives } from './diff/diff-archives.ts';
export { ArchiveDiff } from './documents/archive-diff.ts';
export { CatalogueDocument, catalogueDocument } from './documents/catalogue-document.ts';
export { CheckDefinition } from './documents/checks/check-definition.ts';
export { CheckObservations } from './documents/checks/check-observations.ts';
export { Answer, CheckVerdict } from './documents/checks/check-verdict.ts';
export { ChecksDocument } from './documents/checks/checks-document.ts';
export { Redaction } from './documents/redaction.ts';
export { RunRecord } from './documents/run-record/run-record.ts';
export { type JsonSchema, jsonSchema, type SchemaFile, schemaFiles } from './documents/schemas/json-schemas.ts';
export { ShardResults } from './documents/shard-results.ts';
export { Finding, type FindingCode } from './documents/verdict/finding.ts';
export { SpecOutcome } from './documents/verdict/spec-outcome.ts';
export { ClauseOutcome, ClauseVerdict, SpecVerdict, Verdict, VerdictWord } from './documents/verdict/verdict.ts';
export { verdictJson } from './documents/verdict/verdict-json.ts';
export { type EvaluationOptions, evaluateArchive, evaluateDirectory } from './evaluate/evaluate-archive.ts';
export type { LeniencyOptions } from './evaluate/leniency-options.ts';
export {
  type RedactedArchive,
  type RedactionOptions,
  redactArchive,
  redactDirectory,
} from './redaction/redact-archive.ts';
export { type DiffFormat, diffFormats } from './report/diff-formats.ts';
export type { Format, Look, Render } from './report/format.ts';
export { type VerdictFormat, verdictFormats } from './report/formats.ts';
export { verdictText } from './report/text.ts';
export { directoryContent, isBareFile } from './sonobuoy/directory-content.ts';
export { defaultLimits, type EvaluationLimits } from './sonobuoy/limits.ts';
export { readVerdict, type Written } from './verify/read-verdict.ts';
export { type GivenInputs, recordedInputs } from './verify/recorded-inputs.ts';
export { type ArchiveIdentity, otherArchive, type Verification, verification } from './verify/verification.ts';
export { combineWaivers } from './waivers/combine-waivers.ts';
export { defaultWaivers } from './waivers/default-profile.ts';
export { WaiverReport } from './waivers/match-waivers.ts';
export { readWaivers } from './waivers/read-waivers.ts';
export { Waiver, type WaiverSet } from './waivers/waiver.ts';
export { WaiversFile } from './waivers/waivers-file.ts';
