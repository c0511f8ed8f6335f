import { clusterPlaceOf } from '../cluster/reading/cluster-places.ts';
import { tellsByItsName } from '../cluster/reading/cluster-reader.ts';
import { UPSTREAM_PLUGIN } from '../sonobuoy/choose-plugin.ts';
import { type PluginPart, placeOf } from '../sonobuoy/layout.ts';
import * as documents from './kept-documents.ts';
import type { Kept } from './reduced-document.ts';

/**
 * What happens to a file: `name` keeps an empty list in its place, for what its name alone shows; `list` keeps what Sonobuoy's results say
 * about specs.
 */
export type Fate =
  | { kind: 'keep' | 'name' | 'remove' | 'list' }
  | { kind: 'reduce'; kept: Kept | documents.ListOf; onlyKnownVariables?: boolean };

/** Keeps what a verdict can rest on. `wanted`: the plugins whose results are judged; `runNamespace`: where Sonobuoy ran, if that is known by now. */
export function fateOf(path: string, wanted: (plugin: string) => boolean, runNamespace: string | null): Fate {
  const place = placeOf(path);
  switch (place.kind) {
    case 'config':
      return { kind: 'reduce', kept: documents.keptOfConfig };
    case 'info':
      return { kind: 'reduce', kept: documents.keptOfInfo };
    case 'server-version':
      return { kind: 'reduce', kept: documents.keptOfServerVersion };
    case 'plugin':
      return wanted(place.plugin) ? fateOfPart(place.part, place.plugin) : { kind: 'remove' };
    case 'bare':
      return { kind: 'keep' };
    case 'redaction':
      return { kind: 'remove' };
    case 'other':
      return fateOfClusterFile(path, runNamespace);
    default:
      return place satisfies never;
  }
}

function fateOfPart(part: PluginPart, plugin: string): Fate {
  switch (part) {
    case 'definition':
      return { kind: 'reduce', kept: documents.keptOfDefinition, onlyKnownVariables: true };
    case 'error':
      return { kind: 'reduce', kept: documents.keptOfError };
    case 'run-record':
    case 'spec-list':
    case 'junit':
    case 'e2e-log':
    case 'check-observations':
      return { kind: 'keep' };
    case 'sonobuoy-results':
      // Besides the cases it contains their failures, and the whole pod of a plugin that broke down.
      return { kind: 'list' };
    case 'result':
      // Our runner's files are evidence that its record lists; the other files of the upstream plugin are copies.
      return { kind: plugin === UPSTREAM_PLUGIN ? 'remove' : 'keep' };
    case 'other':
      return { kind: 'remove' };
    default:
      return part satisfies never;
  }
}

function fateOfClusterFile(path: string, runNamespace: string | null): Fate {
  const place = clusterPlaceOf(path, runNamespace);
  if (place === undefined) return { kind: 'remove' };
  if (place.kind === 'objects') return { kind: tellsByItsName(place) ? 'name' : 'remove' };
  return { kind: 'reduce', kept: documents.keptOfCluster[place.kind] };
}
