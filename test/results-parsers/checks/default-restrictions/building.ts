import { defaultRestrictionsDefinition } from '../../../../results-parsers/checks/default-restrictions/definition.ts';
import type {
  DefaultRestrictionsFacts,
  PolicyObject,
} from '../../../../results-parsers/checks/default-restrictions/facts.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Probe, ProbeAttempt } from '../../../../results-parsers/documents/checks/probe.ts';
import { attempts, builtObservations, builtProbe } from '../../building/checks.ts';

const { id, clause, level, question } = defaultRestrictionsDefinition;

export const policy: PolicyObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  namespace: 'scs-fresh',
  name: 'default-deny',
  managers: ['kyverno'],
  owners: [],
  origin: null,
  allows: false,
};

export const nothingFound: DefaultRestrictionsFacts = {
  mechanisms: [],
  appeared: [],
  appearedForSpecs: [],
  clusterWide: [],
  settings: [],
  unlisted: [],
};

const NAMES = [
  'within-tcp',
  'within-udp',
  'across-tcp',
  'across-udp',
  'across-back-tcp',
  'across-back-udp',
  'dns',
  'api',
];

/** The check's probes, all open except those whose last attempt is named; `prefix` comes before every name. */
export function probes(results: Readonly<Record<string, ProbeAttempt['result']>> = {}, prefix = ''): Probe[] {
  return NAMES.map((name) => {
    const result = results[name] ?? 'open';
    const observed = result === 'open' ? 'open' : result === 'timeout' || result === 'refused' ? 'blocked' : 'unknown';
    return builtProbe({ name: prefix + name, expected: null, observed, attempts: attempts(result) });
  });
}

export function observed(
  facts: Partial<DefaultRestrictionsFacts>,
  change: Partial<CheckObservations> = {},
): CheckObservations {
  return builtObservations({
    check: { id, clause, level, question },
    facts: { ...nothingFound, ...facts },
    probes: probes(),
    ...change,
  });
}
