import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { Claim } from '../../evidence/evidence.ts';
import {
  type KubernetesVersion,
  parseKubernetesVersion,
  parseStatedVersion,
} from '../../standard/kubernetes-version.ts';
import type { Rule } from './rule.ts';
import { asWritten } from './where-to-look.ts';

/** The server's version is known. */
export const serverVersionIsKnown: Rule = ({ evidence, versions }) => {
  if (versions.server !== null) return [];
  const claim = evidence.serverVersion;
  return [
    finding('server-version-unknown', {
      text: `The cluster's Kubernetes version is not known${claim === null ? '' : `: '${claim.value}' is not a version`}, so not all specs that it must pass are known.`,
      remedy:
        evidence.source === 'sonobuoy'
          ? `${asWritten(evidence)}, with its serverversion.json. If it has none, state the version with --kubernetes.`
          : 'State the version with --kubernetes, or evaluate the JUnit together with the e2e.log of the same run, if that names the version of the API server.',
      evidence: claim === null ? [] : [{ path: claim.path, line: null }],
    }),
  ];
};

/** The version of the e2e binary is known. */
export const e2eVersionIsKnown: Rule = ({ evidence, versions }) => {
  if (versions.e2e !== null) return [];
  if (evidence.plugin === null && evidence.source === 'sonobuoy') return [];
  const [claim] = evidence.e2eVersions;
  return [
    finding('e2e-version-unknown', {
      text: `The version of the e2e binary is not known${claim === undefined ? '' : `: '${claim.value}' is not a version`}. Neither the run itself nor the tag of the plugin's image gives one.`,
      remedy: 'Run the conformance image under its version tag (registry.k8s.io/conformance:vX.Y.Z).',
      evidence: claim === undefined ? [] : [{ path: claim.path, line: null }],
    }),
  ];
};

/** Every source names the server's minor version: another version's specs prove nothing about this cluster. */
export const versionsAgree: Rule = ({ evidence, versions, stated }) => {
  const { server } = versions;
  if (server === null) return [];
  const differs = ({ value }: Claim<string>): boolean => {
    const version = parseKubernetesVersion(value);
    return version !== undefined && version.minor !== server.minor;
  };
  const judge = (what: string, claims: readonly Claim<string>[]) =>
    claims.filter(differs).map(({ value, path }) =>
      finding('versions-differ', {
        text: `${what} is ${value} according to ${path}, but the cluster runs ${server.release}: specs of another minor version prove nothing.`,
        remedy: 'Run the e2e binary of the same version as the cluster; plugin/scs-networking.yaml does.',
        evidence: [{ path, line: null }],
      }),
    );
  return [
    ...statedOtherwise(stated, evidence.serverVersion, server),
    ...judge('The e2e binary', evidence.e2eVersions),
    ...judge('The API server that the suite used', evidence.loggedServerVersions),
  ];
};

/** The caller's statement must not contradict the archive. */
function statedOtherwise(stated: string | null, claim: Claim<string> | null, server: KubernetesVersion): Finding[] {
  if (stated === null || claim === null || parseStatedVersion(stated)?.minor === server.minor) return [];
  return [
    finding('versions-differ', {
      text: `The cluster runs ${server.release} according to ${claim.path}, but --kubernetes says ${stated}.`,
      remedy: 'Evaluate without --kubernetes, or find out which version is right.',
      evidence: [{ path: claim.path, line: null }],
    }),
  ];
}
