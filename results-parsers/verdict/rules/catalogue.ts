import { catalogueMinors } from '../../standard/catalogue.ts';
import { counted } from '../counted.ts';
import { finding } from '../finding.ts';
import type { Rule } from './rule.ts';

/** It is known which specs are required; if only from the run's own list, that is said. */
export const catalogueIsKnown: Rule = ({ evidence, required }) => {
  const known = `${catalogueMinors[0]} to ${catalogueMinors.at(-1)}`;
  switch (required.source) {
    case 'kubernetes-minor':
      return [];
    case 'spec-list':
      return [
        finding('catalogue-from-run', {
          text: `The catalogue covers Kubernetes ${known}, not ${required.minor ?? 'this version'}: the ${counted(required.names.length, 'NetworkPolicy spec')} that the run's own e2e binary lists took its place.`,
          remedy: 'Use a later version of scs-networking that knows this Kubernetes version.',
          evidence: evidence.specList === null ? [] : [{ path: evidence.specList.path, line: null }],
        }),
      ];
    case 'none':
      return [
        finding('catalogue-missing', {
          text: `The catalogue covers Kubernetes ${known}, not ${required.minor ?? 'a version that is not known'}, and the run left no list of its e2e binary's specs: it is not known which specs are required.`,
          remedy: 'Use a later version of scs-networking, or run its plugin, which leaves the list.',
        }),
      ];
    default:
      return required.source satisfies never;
  }
};
