/** The library's public edge: bytes of an archive in, a verdict and its reports out. */
export type { DirectoryEntry } from './archive/read-directory.ts';
export { type ErrorCode, ScsNetworkingError } from './errors.ts';
export { type EvaluationOptions, evaluateArchive, evaluateDirectory } from './evaluate-archive.ts';
export { defaultLimits, type EvaluationLimits } from './limits.ts';
export { verdictJson } from './report/json.ts';
export { verdictText } from './report/text.ts';
export { directoryContent, isBareFile } from './sonobuoy/directory-content.ts';
export { Finding, type FindingCode } from './verdict/finding.ts';
export { SpecOutcome } from './verdict/spec-outcome.ts';
export { ClauseOutcome, ClauseVerdict, SpecVerdict, Verdict, VerdictWord } from './verdict/verdict.ts';
