import { type Content, type Html, html } from './html.ts';

/** What to do; our own texts put commands between backticks. */
export function remedy(text: string): Html {
  return html`<p class="remedy"><span class="label">To do</span> ${withCode(text)}</p>`;
}

function withCode(text: string): Content {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}
