import { counted } from '../../core/counted.ts';
import { finding } from '../../documents/verdict/finding.ts';
import { catalogueMinors, knownSpec, nearestMinor, outsideCatalogue, previewMinors } from '../../standard/catalogue.ts';
import type { Rule } from './rule.ts';

const [OLDEST, NEWEST] = [catalogueMinors[0], catalogueMinors.at(-1)];
const COVERED = `The catalogue covers Kubernetes ${OLDEST} to ${NEWEST}`;
const ONE_WAY = 'Failures of these specs count; passes prove nothing.';

/** It is known which specs are required; if only from the run's own list, that is reported. */
export const catalogueIsKnown: Rule = ({ evidence, required: { source, minor, names } }) => {
  const counts = (noun: string): string => counted(names.length, noun);
  const why = minor === null ? "The cluster's Kubernetes version is not known" : `${COVERED}, not ${minor}`;
  switch (source) {
    case 'kubernetes-minor':
      return [];
    case 'spec-list':
      return [
        finding('catalogue-from-run', {
          text: `${why}: the ${counts('NetworkPolicy spec')} that the run's own e2e binary lists took the place of the catalogue.${knownFrom(minor, names)}`,
          remedy: catalogueRemedy(minor, LIST_IS_COMPLETE),
          evidence: evidence.specList === null ? [] : [{ path: evidence.specList.path, line: null }],
        }),
      ];
    case 'every-known-minor':
      return [
        finding('catalogue-missing', {
          text: `The required specs differ from version to version, and the cluster's version is not known. Every version from ${OLDEST} to ${NEWEST} requires ${counts('spec')} of this run. ${ONE_WAY}`,
          remedy: UNKNOWN_VERSION,
        }),
      ];
    case 'newest-known-minor':
      return [
        finding('catalogue-missing', {
          text: `${why}, and the run left no list of its e2e binary's specs. Kubernetes ${NEWEST} requires ${counts('spec')} of this run.${previewed(minor)} ${ONE_WAY}`,
          remedy: catalogueRemedy(minor, RUN_PLUGIN),
        }),
      ];
    case 'none':
      return [
        finding('catalogue-missing', {
          text: `${why}, and the run left no list of its e2e binary's specs: nobody knows which specs are required.`,
          remedy: catalogueRemedy(minor, RUN_PLUGIN),
        }),
      ];
    default:
      return source satisfies never;
  }
};

/** Reports which catalogue describes the specs that a run's own list requires. */
function knownFrom(minor: string | null, names: readonly string[]): string {
  const nearest = nearestMinor(minor ?? '');
  const known = names.filter((name) => knownSpec(name) !== null).length;
  if (nearest === null || known === 0) return '';
  const preview = previewMinors.includes(nearest) ? ', a preview' : '';
  return ` What is known about ${names.length === 1 ? 'it' : `${known} of them`} comes from the catalogue of Kubernetes ${nearest}${preview}.`;
}

function previewed(minor: string | null): string {
  return previewMinors.includes(minor ?? '')
    ? ` What is known about Kubernetes ${minor} was read before its release, and requires nothing yet.`
    : '';
}

const RUN_PLUGIN = 'Run plugin/scs-networking.yaml, which leaves the list.';
const LIST_IS_COMPLETE = "Nothing is needed: the run's list is complete.";
const UNKNOWN_VERSION =
  'Evaluate the archive as `sonobuoy retrieve` wrote it, which has the version. If there is no archive, state the version with --kubernetes.';

/** A later version of this tool knows newer versions of Kubernetes, never older ones. */
function catalogueRemedy(minor: string | null, otherwise: string): string {
  if (minor === null) return UNKNOWN_VERSION;
  switch (outsideCatalogue(minor)) {
    case 'newer':
      return otherwise === LIST_IS_COMPLETE
        ? `${LIST_IS_COMPLETE} A version of scs-networking that knows Kubernetes ${minor}, once there is one, can say more about specs that are new there.`
        : `Evaluate this archive again with a version of scs-networking that knows Kubernetes ${minor}, once there is one. Or run plugin/scs-networking.yaml on the cluster now: the list of specs that the run leaves takes the catalogue's place.`;
    case 'older':
      return `Upgrade the cluster: upstream no longer maintains Kubernetes ${minor}, and no later version of scs-networking will add it. ${otherwise}`;
    case null:
      return otherwise;
  }
}
