import { counted } from '../../core/counted.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import { recomputation } from '../recomputation.ts';
import { atMost, MOST } from './at-most.ts';
import { type Html, html } from './html.ts';

/** The files that the verdict rests on, and how to recompute it. */
export function evidenceSection(verdict: Verdict): Html {
  const { evidence, archive, tool } = verdict;
  const { shown, note } = atMost(MOST.files, evidence);
  return html`<section id="evidence" aria-labelledby="evidence-title"><h2 id="evidence-title">Evidence</h2>
<p>The verdict rests on ${counted(evidence.length, 'file')} of <code>${archive.name}</code>. Anyone who has the archive gets the same verdict, byte for byte, with ${tool.name} ${tool.version}:</p>
<pre tabindex="0" role="group" aria-label="Commands that recompute the verdict"><code>${recomputation(verdict).join('\n')}</code></pre>
${
  evidence.length === 0
    ? null
    : html`<div class="scroll" tabindex="0" role="group" aria-label="Files of evidence"><table class="files">
<thead><tr><th scope="col">File</th><th scope="col" class="number">Bytes</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${shown.map(({ path, bytes, sha256 }) => html`<tr><td><code>${path}</code></td><td class="number">${bytes}</td><td><code class="digest">${sha256}</code></td></tr>`)}</tbody>
</table></div>${note}`
}
</section>`;
}
