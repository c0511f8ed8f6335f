import { addressesInWords, nodesInWords } from '../../cluster/cluster-words.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import { catalogueMinors } from '../../standard/catalogue.ts';
import { type Html, html } from './html.ts';

/** What the archive shows about the cluster and the run. */
export function subjectSection({ subject, plugin, run, catalogue, inputs }: Verdict): Html {
  const { serverVersion, vendorSuffix, e2eVersion, cni, cluster } = subject;
  const [first] = run.attempts;
  const facts: [string, string | number | null][] = [
    ['Kubernetes', serverVersion ?? 'not known'],
    ['Added by the vendor', vendorSuffix || null],
    ['Network plugin', cni.name === null ? 'not known' : `${cni.name} ${cni.version ?? '(version not known)'}`],
    ['How that is known', cni.reason],
    ['Nodes', nodesInWords(cluster)],
    ['Addresses', addressesInWords(cluster)],
    ['Identity', cluster.id === null ? null : `${cluster.id.value} (UID of kube-system)`],
    ['e2e binary', e2eVersion ?? 'not known'],
    ['Plugin', plugin === null ? null : `${plugin.name}, ${plugin.image ?? 'image not known'}`],
    ['Sonobuoy', run.sonobuoyVersion],
    ['Run', run.id],
    ['Ending', run.ending],
    ['Focus', first?.focus ?? null],
    ['Skip', first?.skip || null],
    ['Processes', first?.processes ?? null],
    [
      'Specs required by',
      {
        'kubernetes-minor': `Kubernetes ${catalogue.minor}`,
        'spec-list': "the run's own list",
        'every-known-minor': 'every known version of Kubernetes',
        'newest-known-minor': `Kubernetes ${catalogueMinors.at(-1)}, the newest that is known`,
        none: null,
      }[catalogue.source],
    ],
    ['Version stated', inputs.kubernetes ?? null],
    ['Default waivers', inputs.defaultWaivers ? 'in force' : 'left out'],
    ['Beyond the standard', inputs.extended ? "what upstream's specs do not test counts, too" : null],
    ['Flaky specs', inputs.strictFlakes ? 'count as failed' : 'count as passed'],
  ];
  return html`<section id="cluster" aria-labelledby="cluster-title"><h2 id="cluster-title">Cluster and run</h2>
<dl class="details wide">${facts.map(([name, value]) => (value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}</dl>
</section>`;
}
