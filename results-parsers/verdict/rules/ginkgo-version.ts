import { finding } from '../../documents/verdict/finding.ts';
import { foreignProperties } from '../../standard/ginkgo-properties.ts';
import type { Rule } from './rule.ts';

/** The JUnit was written by the Ginkgo that the e2e binary of the cluster's version is built with, as far as it shows. */
export const suiteIsOfItsGinkgo: Rule = ({ required, suites, versions }) => {
  // Before a release, a minor version may still be built with the Ginkgo of the one before.
  const isRelease = versions.server !== null && !versions.server.release.includes('-');
  const { minor, source } = required;
  if (source !== 'kubernetes-minor' || minor === null || !isRelease) return [];
  return suites.flatMap(({ path, suite }) => {
    if (suite.ginkgo === 1) return [];
    const { unexpected, lacking } = foreignProperties(suite.properties, minor);
    if (unexpected.length + lacking.length === 0) return [];
    const found = [
      ...(unexpected.length === 0 ? [] : [`has ${unexpected.join(' and ')}, which it does not write`]),
      ...(lacking.length === 0 ? [] : [`lacks ${lacking.join(' and ')}, which it always writes`]),
    ];
    return finding('suite-of-another-binary', {
      text: `${path} was not written by the Ginkgo that the e2e binary of Kubernetes ${minor} is built with: it ${found.join(', and ')}.`,
      remedy: 'Run the e2e binary of the same version as the cluster; plugin/scs-networking.yaml does.',
      evidence: [{ path, line: null }],
    });
  });
};
