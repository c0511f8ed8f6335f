import { reachabilityLimits } from './limits.ts';

/** Ginkgo 2 puts the state before a failure, openshift-tests its place, and Kubernetes before klog the time. */
const BEFORE_MESSAGE =
  /^(?:\[(?:FAILED|TIMEDOUT|PANICKED!?|INTERRUPTED|ABORTED)\] |fail \[[^\]\n]{1,300}\]: |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d+: )+/;

/** A failure without what is put before every failure. */
export function withoutPreamble(failureText: string): string {
  return failureText.replace(BEFORE_MESSAGE, '');
}

/** First informative line of a failure, without what is put before every failure. */
export function failureMessage(failureText: string): string {
  const start = failureText.search(/\S/);
  if (start < 0) return '';
  const end = failureText.indexOf('\n', start);
  const line = failureText.slice(start, end < 0 ? undefined : end).slice(0, reachabilityLimits.messageLength);
  return withoutPreamble(line).trim();
}

/** How many connections `Had 3 wrong results in reachability matrix` counts; null: the spec failed otherwise. */
export function wrongResultsIn(message: string): number | null {
  const found = /^Had (\d{1,6}) wrong results in reachability matrix/.exec(message);
  return found && Number(found[1]);
}

/** How upstream's messages begin when the cluster did not do what the spec needs around its probes. */
const ENVIRONMENT: readonly string[] = [
  'unable to initialize resources',
  'unable to clean network policies',
  'Unable to create netpol',
  'Unable to update netpol',
  'Unable to get namespace',
  'Unable to update namespace',
  'Unable to get pod',
  'Unable to add pod',
  'Unable to wait for pod',
  'Failing to find pod',
  'Failing to list pods',
  'unexpected error deleting existing network polic',
];

/** Ginkgo's second line: where it failed. */
const BEFORE_THE_SPEC = /^In \[BeforeEach\] at:/m;

/** Whether a spec failed before it could compare anything; `message` is that of `failureText`. */
export function isOfEnvironment(message: string, failureText: string): boolean {
  return ENVIRONMENT.some((start) => message.startsWith(start)) || BEFORE_THE_SPEC.test(failureText);
}
