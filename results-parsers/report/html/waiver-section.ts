import { counted } from '../../core/counted.ts';
import type { Verdict } from '../../documents/verdict/verdict.ts';
import { inWords } from '../severity.ts';
import { shownWaivers } from '../shown-waivers.ts';
import { type Html, html } from './html.ts';

type Waiver = Verdict['waivers'][number];

/** Each waiver, its effect and how long it remains valid. Null: there is none to mention. */
export function waiverSection(verdict: Verdict): Html | null {
  const { waiversAsOf } = verdict;
  const waivers = shownWaivers(verdict);
  if (waivers.length === 0) return null;
  return html`<section id="waivers" aria-labelledby="waivers-title"><h2 id="waivers-title">Waivers</h2>
<p class="note">${waiversAsOf === null ? 'The day on which they had to be in force is not known.' : `They had to be in force on ${waiversAsOf}.`}</p>
${waivers.map((waiver) => article(waiver, waiversAsOf))}
</section>`;
}

function article({ id, source, status, why, reason, link, owner, expires, pattern }: Waiver, day: string | null): Html {
  return html`<article class="waiver"><h3><code>${id}</code> <span class="status ${status}">${inWords(status)}</span></h3>
<p>${why}${pattern === null ? '' : `; without a scope or an expiry date, from the pattern ${pattern}`}</p>
<dl class="details">
<div><dt>Reason</dt><dd>${reason}</dd></div>
${link === null ? null : html`<div><dt>Link</dt><dd>${linked(link)}</dd></div>`}
${owner === null ? null : html`<div><dt>Owner</dt><dd>${owner}</dd></div>`}
<div><dt>Expires</dt><dd>${expires === null ? 'never' : `${expires}${remaining(expires, day)}`}</dd></div>
<div><dt>From</dt><dd>${source}</dd></div>
</dl></article>`;
}

/** Only a web address becomes a link. */
function linked(link: string): Html {
  return /^https?:\/\//.test(link) ? html`<a href="${link}" rel="noreferrer">${link}</a>` : html`${link}`;
}

const DAY = 24 * 60 * 60 * 1000;

function remaining(expires: string, day: string | null): string {
  if (day === null) return '';
  const days = Math.round((Date.parse(expires) - Date.parse(day)) / DAY);
  if (days < 0) return `, ${counted(-days, 'day')} before that day`;
  return days === 0 ? ', that very day' : `, ${counted(days, 'day')} after that day`;
}
