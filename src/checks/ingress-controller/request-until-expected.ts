import { setTimeout as sleep } from 'node:timers/promises';
import type { IngressRequest, RequestResult } from '../../../results-parsers/checks/ingress-controller/facts.ts';
import { type ControllerRequest, INGRESS_PORTS, requestOnce } from './controller-request.ts';

/** Controllers take in a new Ingress within seconds. */
const MILLISECONDS = 30_000;
/** A request that no backend may answer is repeated for as long as the routes may still be taking effect. */
const SETTLED_MILLISECONDS = 5_000;
const PAUSE_MILLISECONDS = 500;

/**
 * Repeats a request until the expected result is observed or the time is up: an answer by a backend is seen as soon as it
 * comes, its absence only after some seconds. Never rejects.
 */
export async function requestUntilExpected(
  request: ControllerRequest,
  { name, expected, signal }: { name: string; expected: string | null; signal: AbortSignal },
  ports = INGRESS_PORTS,
): Promise<IngressRequest> {
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  const isSettled = (result: RequestResult): boolean =>
    isAsExpected(result, expected) && (expected !== null || elapsed() > SETTLED_MILLISECONDS);
  let observed = await requestOnce(request, ports);
  let attempts = 1;
  while (!isSettled(observed) && elapsed() < MILLISECONDS && !signal.aborted) {
    await sleep(PAUSE_MILLISECONDS);
    observed = await requestOnce(request, ports);
    attempts += 1;
  }
  const { host, path, certificate } = request;
  const url = `${certificate === null ? 'http' : 'https'}://${host}${path}`;
  return { name, url, expected, observed, attempts, seconds: Math.round(elapsed()) / 1000 };
}

function isAsExpected({ answeredBy, backend, ownCertificate }: RequestResult, expected: string | null): boolean {
  if (expected === null) return answeredBy === 'other';
  return backend === expected && ownCertificate !== false;
}
