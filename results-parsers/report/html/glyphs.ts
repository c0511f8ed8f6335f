import { type Html, html } from './html.ts';

/** Signs that differ in shape, for readers who cannot see colours. The words beside them say the same. */
export type Glyph = 'yes' | 'no' | 'unknown' | 'note' | 'waived' | 'flaky';

const shapes: Readonly<Record<Glyph, Html>> = {
  yes: html`<path d="M3 8.5l3.2 3.2L13 4.9" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  no: html`<path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  unknown: html`<path d="M5.2 6.1a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.3.9-1.3 1.9M8 12.6v1.2" fill="none" stroke="currentColor" stroke-width="2"/>`,
  note: html`<path d="M8 3v1.8M8 7v6.2" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  waived: html`<path d="M3 8h10" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  flaky: html`<path d="M2.5 9.5c1.6-4 3.4-4 5.5-1.5s3.9 2.5 5.5-1.5" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
};

export function glyph(name: Glyph): Html {
  return html`<svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
