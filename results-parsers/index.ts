/** The library's public edge: bytes of an archive in; a verdict, its reports, and what can be done with both out. */
export type { DirectoryEntry } from './archive/read-directory.ts';
export { readVerifiable, type Verifiable } from './attestation/read-verifiable.ts';
export { CheckDefinition } from './checks/check-definition.ts';
export { CheckObservations } from './checks/check-observations.ts';
export { Answer, CheckVerdict } from './checks/check-verdict.ts';
export { ChecksDocument } from './checks/checks-document.ts';
export { ArchiveDiff } from './compare/archive-diff.ts';
export { diffArchives } from './compare/diff-archives.ts';
export { readVerdict, type Written } from './compare/read-verdict.ts';
export { type GivenInputs, recordedInputs } from './compare/recorded-inputs.ts';
export { type ArchiveIdentity, otherArchive, type Verification, verification } from './compare/verification.ts';
export { type ErrorCode, ScsNetworkingError } from './errors.ts';
export { type EvaluationOptions, evaluateArchive, evaluateDirectory } from './evaluate-archive.ts';
export type { LeniencyOptions } from './leniency-options.ts';
export { defaultLimits, type EvaluationLimits } from './limits.ts';
export {
  type RedactedArchive,
  type RedactionOptions,
  redactArchive,
  redactDirectory,
} from './redaction/redact-archive.ts';
export { Redaction } from './redaction/redaction.ts';
export { type DiffFormat, diffFormats } from './report/diff-formats.ts';
export type { Format, Look, Render } from './report/format.ts';
export { type VerdictFormat, verdictFormats } from './report/formats.ts';
export { verdictJson } from './report/json.ts';
export { verdictText } from './report/text.ts';
export { RunRecord } from './run-record/run-record.ts';
export { type JsonSchema, jsonSchema, type SchemaFile, schemaFiles } from './schemas/json-schemas.ts';
export { directoryContent, isBareFile } from './sonobuoy/directory-content.ts';
export { CatalogueDocument, catalogueDocument } from './standard/catalogue-document.ts';
export type { Declaration, DeclarationSet } from './standard/declarations/declaration.ts';
export { DeclarationsFile } from './standard/declarations/declarations-file.ts';
export { readDeclarations } from './standard/declarations/read-declarations.ts';
export { combineWaivers } from './standard/waivers/combine-waivers.ts';
export { defaultWaivers } from './standard/waivers/default-profile.ts';
export { WaiverReport } from './standard/waivers/match-waivers.ts';
export { readWaivers } from './standard/waivers/read-waivers.ts';
export { Waiver, type WaiverSet } from './standard/waivers/waiver.ts';
export { WaiversFile } from './standard/waivers/waivers-file.ts';
export { ClusterFacts } from './subject/cluster-facts.ts';
export { CniDetection } from './subject/cni/detection.ts';
export { Finding, type FindingCode } from './verdict/finding.ts';
export { SpecOutcome } from './verdict/spec-outcome.ts';
export { ClauseOutcome, ClauseVerdict, SpecVerdict, Verdict, VerdictWord } from './verdict/verdict.ts';
