import { askBinary } from './ask-binary.ts';
import { specNameOf } from './displayed-name.ts';
import { GinkgoOutputParser } from './ginkgo-output.ts';
import type { PluginRun } from './plugin-run.ts';

/**
 * In which order ginkgo's processes will take the specs that the settings choose: its random order follows from the seed alone
 * (OrderSpecs in ginkgo's internal/ordering.go), whatever is skipped, and a dry run with the same seed shows it.
 *
 * @returns full names; empty: it is not known
 */
export async function specOrder({ settings, seed, specList }: PluginRun, signal: AbortSignal): Promise<string[]> {
  const { e2eBinary, focus, skip, kubeconfig } = settings;
  const known = new Set(specList ?? []);
  const flags = [
    ...['--ginkgo.dry-run', '--ginkgo.v', '--ginkgo.no-color', `--ginkgo.seed=${seed}`, `--ginkgo.focus=${focus}`],
    ...(skip === '' ? [] : [`--ginkgo.skip=${skip}`]),
    ...['--provider=local', `--kubeconfig=${kubeconfig}`],
  ];
  const output = await askBinary(e2eBinary, flags, signal);
  const parser = new GinkgoOutputParser();
  const events = [...parser.push(Buffer.from(output ?? '')), ...parser.end()];
  return events.flatMap((event) => (event.type === 'spec' ? [specNameOf(event.title, known)] : []));
}
