import { counted } from '../../../results-parsers/core/counted.ts';
import { catalogueMinors, isNetworkPolicySpec } from '../../../results-parsers/standard/catalogue.ts';
import { parseKubernetesVersion } from '../../../results-parsers/standard/kubernetes-version.ts';
import { agnhostImage } from '../../cluster/kubernetes-minors.ts';
import { type ResultsPlace, writeEvidence } from '../evidence.ts';
import { say } from '../pod-log.ts';
import { askBinary } from './ask-binary.ts';
import type { PluginRun } from './plugin-run.ts';
import { parseSpecList } from './spec-list.ts';

const VERSION_FILE = 'e2e-version.txt';
const SPEC_LIST_FILE = 'spec-list.txt';

/** Asks the suite for its version and its specs, and keeps the answers as evidence. */
export async function describeSuite(run: PluginRun, place: ResultsPlace, signal: AbortSignal): Promise<void> {
  const { e2eBinary, ginkgoBinary } = run.settings;
  const version = await askBinary(e2eBinary, ['--version'], signal);
  if (version !== null && writeEvidence(place, VERSION_FILE, version)) run.e2eVersion = version.trim();
  run.ginkgoVersion = (await askBinary(ginkgoBinary, ['version'], signal))?.trim() ?? null;
  const list = await askBinary(e2eBinary, ['--list-tests'], signal);
  if (list === null) return;
  run.specList = parseSpecList(list);
  if (writeEvidence(place, SPEC_LIST_FILE, list)) run.specListFile = SPEC_LIST_FILE;
  const counting = run.specList.filter(isNetworkPolicySpec).length;
  say(
    `e2e.test ${run.e2eVersion ?? '(unknown version)'}: ${counted(run.specList.length, 'spec')}, ${counting} for NetworkPolicy`,
  );
}

/** The suite's minor version, which the manifest makes the cluster's; the newest that is known if it does not say it. */
export function suiteMinor({ e2eVersion }: PluginRun): string {
  const version = /v\d+\.\d+\.\d+\S*/.exec(e2eVersion ?? '')?.[0] ?? '';
  return parseKubernetesVersion(version)?.minor ?? catalogueMinors.at(-1) ?? '';
}

const AGNHOST = /^\S+\/agnhost:([\w.-]+)$/;

/** The newest agnhost in the output of `e2e.test --list-images`, which also names the one before, for tests of upgrades; null: none. */
export function agnhostIn(images: string): string | null {
  const found = images.split('\n').flatMap((line) => {
    const [image, tag] = AGNHOST.exec(line.trim()) ?? [];
    return image === undefined || tag === undefined ? [] : [{ image, tag }];
  });
  found.sort((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }));
  return found.at(-1)?.image ?? null;
}

/** The image of the specs' pods, as the suite itself names it; as our own data do if it does not answer. */
export async function suiteImage(run: PluginRun, repoList: string | null, signal: AbortSignal): Promise<string> {
  const flags = repoList === null ? [] : [`--kube-test-repo-list=${repoList}`];
  const images = await askBinary(run.settings.e2eBinary, ['--list-images', ...flags], signal);
  return agnhostIn(images ?? '') ?? agnhostImage(suiteMinor(run), run.settings.registry);
}
