import { finding } from '../finding.ts';
import type { Rule } from './rule.ts';

/** It is a run of our plugin, or of the upstream e2e plugin. */
export const pluginIsThere: Rule = ({ evidence }) => {
  if (evidence.plugin !== null) return [];
  const present = evidence.pluginsPresent;
  return [
    finding('plugin-missing', {
      text: `The archive holds no results of the plugin scs-networking or e2e, ${present.length === 0 ? 'or of any other' : `only of ${present.join(', ')}`}.`,
      remedy: 'Run Sonobuoy with plugin/scs-networking.yaml, or name another plugin that runs the upstream e2e suite.',
    }),
  ];
};

/** Sonobuoy had no trouble with the plugin. */
export const pluginHadNoError: Rule = ({ evidence }) =>
  evidence.pluginErrors.map(({ value, path }) =>
    finding('plugin-error', {
      text: `Sonobuoy reports that the plugin went wrong: ${value}`,
      remedy: 'Look at the log of the plugin pod in podlogs/ of the archive, then run the plugin again.',
      evidence: [{ path, line: null }],
    }),
  );
