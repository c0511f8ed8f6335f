import type { CheckObservations } from '../../documents/checks/check-observations.ts';
import { defaultRestrictionsFacts, policyWords, restrictingThings, SPEC_LIKE } from './facts.ts';
import { trafficIn, wordsOf } from './traffic.ts';

/**
 * Why upstream's specs would prove nothing on this cluster. They first expect all their pods to reach each other, in three new namespaces:
 * a policy that is there by default makes them fail whatever the network plugin does. Then they expect their own policies to block traffic:
 * policies add up, so a policy that is there by default and allows the traffic also makes them fail. Null: nothing known counts against
 * running them. Traffic that is blocked without a policy to blame is for the specs to find.
 */
export function reasonAgainstSpecs(observations: CheckObservations): string | null {
  const facts = defaultRestrictionsFacts(observations);
  if (facts === null) return null;
  const probes = observations.probes
    .filter(({ name }) => name.startsWith(SPEC_LIKE))
    .map((probe) => ({ ...probe, name: probe.name.slice(SPEC_LIKE.length) }));
  const blocked = wordsOf(trafficIn(probes), 'blocked');
  const restricting = restrictingThings(facts);
  const allowing = [...new Set(facts.appearedForSpecs.filter(({ allows }) => allows).map(policyWords))];
  if (blocked === '' && allowing.length > 0) {
    return `new namespaces with the labels of the specs' namespaces get policies that allow traffic; policies add up, so specs that want this traffic blocked would fail whatever the network plugin does. Cause: ${allowing.join('; ')}`;
  }
  if (blocked === '' || restricting.length === 0) return null;
  return `in new namespaces with the labels of the specs' namespaces, traffic ${blocked} is blocked by default, so the specs would fail whatever the network plugin does. Cause: ${restricting.join('; ')}`;
}
