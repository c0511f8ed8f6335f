/** The library's public edge: bytes of an archive in, a verdict and its reports out. */
export type { DirectoryEntry } from './archive/read-directory.ts';
export { CheckDefinition } from './checks/check-definition.ts';
export { CheckObservations } from './checks/check-observations.ts';
export { Answer, CheckVerdict } from './checks/check-verdict.ts';
export { type ErrorCode, ScsNetworkingError } from './errors.ts';
export { type EvaluationOptions, evaluateArchive, evaluateDirectory } from './evaluate-archive.ts';
export type { LeniencyOptions } from './leniency-options.ts';
export { defaultLimits, type EvaluationLimits } from './limits.ts';
export { verdictJson } from './report/json.ts';
export { verdictText } from './report/text.ts';
export { directoryContent, isBareFile } from './sonobuoy/directory-content.ts';
export type { Declaration, DeclarationSet } from './standard/declarations/declaration.ts';
// `readWaivers` stands apart, in standard/waivers/read-waivers.ts: only files of waivers need a YAML parser.
export { combineWaivers } from './standard/waivers/combine-waivers.ts';
export { defaultWaivers } from './standard/waivers/default-profile.ts';
export { WaiverReport } from './standard/waivers/match-waivers.ts';
export { Waiver, type WaiverSet } from './standard/waivers/waiver.ts';
export { ClusterFacts } from './subject/cluster-facts.ts';
export { CniDetection } from './subject/cni/detection.ts';
export { Finding, type FindingCode } from './verdict/finding.ts';
export { SpecOutcome } from './verdict/spec-outcome.ts';
export { ClauseOutcome, ClauseVerdict, SpecVerdict, Verdict, VerdictWord } from './verdict/verdict.ts';
