import { ScsNetworkingError } from '../../results-parsers/errors.ts';
import type { SonobuoyRun } from '../cluster/sonobuoy-run.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';

/** Says what occupies a namespace in which a run was to be started, and what can be done about it. */
export function runInTheWay(run: SonobuoyRun, now: Date): ScsNetworkingError {
  const { namespace, aggregator, startedAs, plugins, createdAt } = run;
  const expected = `expected no namespace ${namespace}, since Sonobuoy makes it itself`;
  const since = age(now.getTime() - createdAt.getTime());
  const elsewhere = 'use another one with --namespace';
  if (aggregator === null) {
    return problem(
      `${expected}, found one made ${since} ago without a run of Sonobuoy; remove it if it is nobody's, or ${elsewhere}`,
    );
  }
  const names = [...plugins.keys()].join(', ') || (startedAs === null ? 'no plugin yet' : PLUGIN_NAME);
  const found = `found a run of ${names}, started ${since} ago by ${startedAs === null ? 'somebody else' : `scs-networking (${startedAs})`}`;
  const next =
    plugins.has(PLUGIN_NAME) || startedAs !== null ? '`scs-networking attach` follows it' : `wait for its end`;
  return problem(`${expected}, ${found}; ${next}, or ${elsewhere}`);
}

function problem(message: string): ScsNetworkingError {
  return new ScsNetworkingError('CLUSTER', message);
}

/** `40 seconds`, `3 minutes`, `5 hours`. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
