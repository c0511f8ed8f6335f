import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import type { SonobuoyRun } from '../cluster/sonobuoy-run.ts';
import { age } from './age.ts';
import { PLUGIN_NAME } from './plugin-manifest.ts';
import { terminationRemedy, terminationText } from './stuck-namespace.ts';

/** Describes what occupies a namespace in which a run was to be started, and what can be done about it. */
export function runInTheWay(run: SonobuoyRun, now: Date): ScsNetworkingError {
  const { namespace, aggregator, startedAs, plugins, createdAt, termination } = run;
  const expected = `expected no namespace ${namespace}, since the run creates it itself`;
  const since = age(now.getTime() - createdAt.getTime());
  const elsewhere = 'use another one with --namespace';
  if (termination !== null) {
    const found = `found that ${terminationText(namespace, termination, now)}`;
    return problem(`${expected}, ${found}. ${terminationRemedy(namespace)} Until then, ${elsewhere}`);
  }
  if (aggregator === null) {
    const next =
      startedAs === null
        ? 'remove it if nobody needs it'
        : 'a run that was killed while it started has left it: `scs-networking run --leftover replace` removes it';
    return problem(`${expected}, found one created ${since} ago without a run of Sonobuoy; ${next}, or ${elsewhere}`);
  }
  const names = [...plugins.keys()].join(', ') || (startedAs === null ? 'no plugin yet' : PLUGIN_NAME);
  const found = `found a run of ${names}, started ${since} ago by ${startedAs === null ? 'somebody else' : `scs-networking (${startedAs})`}`;
  const ours =
    '`scs-networking attach` gets its verdict, `scs-networking run --leftover replace` removes it if it has ended';
  const next =
    startedAs !== null ? ours : plugins.has(PLUGIN_NAME) ? '`scs-networking attach` follows it' : 'wait for its end';
  return problem(`${expected}, ${found}; ${next}, or ${elsewhere}`);
}

function problem(message: string): ScsNetworkingError {
  return new ScsNetworkingError('CLUSTER', message);
}
