import { firstListed } from '../../core/listed.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Rule } from './rule.ts';

/** It is a run of our plugin, or of the upstream e2e plugin. */
export const pluginIsThere: Rule = ({ evidence }) => {
  if (evidence.plugin !== null || evidence.source === 'bare-files') return [];
  const present = evidence.pluginsPresent;
  return [
    finding('plugin-missing', {
      text: `The archive contains no results of the plugin scs-networking or e2e, ${present.length === 0 ? 'or of any other' : `only of ${named(present)}`}.`,
      remedy:
        'Run Sonobuoy with plugin/scs-networking.yaml, or use `--plugin` to name another plugin that ran the upstream e2e suite.',
    }),
  ];
};

/** The run is proven by more than the suite's own words: an archive shows what was run, how, and on which cluster. */
export const runIsProven: Rule = ({ evidence }) => {
  if (evidence.source === 'sonobuoy') return [];
  const files = evidence.attempts.flatMap(({ junit }) => junit.map(({ path }) => path));
  return [
    finding('bare-junit', {
      text: `These are files of the e2e suite without the archive of a run. Nothing proves on which cluster the suite ran, with which binary and settings, or that these files belong together and are complete. Failures count, passes do not.`,
      remedy:
        'Evaluate the archive that `sonobuoy retrieve` wrote; if there was none, run plugin/scs-networking.yaml with Sonobuoy.',
      evidence: files.map((path) => ({ path, line: null })),
    }),
  ];
};

/** Sonobuoy says that it ran the plugin. */
export const pluginIsListed: Rule = ({ evidence: { plugin, listedPlugins } }) => {
  if (plugin === null || listedPlugins === null || listedPlugins.value.includes(plugin.name)) return [];
  const { value, path } = listedPlugins;
  return [
    finding('plugin-not-listed', {
      text: `${path} says that Sonobuoy ran ${value.length === 0 ? 'no plugin' : named(value)}, but not ${plugin.name}, whose results are in the archive.`,
      remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it.',
      evidence: [{ path, line: null }],
    }),
  ];
};

/** A longer list helps less than its length. */
const MOST_NAMES = 12;

function named(plugins: readonly string[]): string {
  return firstListed(plugins, MOST_NAMES);
}
