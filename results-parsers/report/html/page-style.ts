/** The style of all pages: quiet, so that what is wrong stands out. Colours come in pairs with a contrast of 4.5 or more, in light and dark. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1b1f24; --soft: #59626d; --rule: #dfe3e8; --panel: #f6f7f9;
  --good: #17663a; --bad: #a8201a; --unsure: #7d4e00; --link: #0b57a4; --on-bad: #fff;
  --fill-good: #2f8f5b; --fill-bad: #c4342d; --fill-unsure: #c98a1b; --fill-quiet: #97a1ad;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15181c; --ink: #e7eaee; --soft: #a3adb8; --rule: #2e343b; --panel: #1c2126;
    --good: #74d39b; --bad: #ff938b; --unsure: #f0bf63; --link: #8dbdf5; --on-bad: #2a0503;
    --fill-good: #3f9d69; --fill-bad: #ff938b; --fill-unsure: #d39a31; --fill-quiet: #6b7683;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 3rem 2rem 4rem; }
h1, h2, h3, p, ul, ol, dl, dd, figure, pre { margin: 0; padding: 0; }
h1, h2, h3, p, li, dd { overflow-wrap: anywhere; }
ul, ol { list-style: none; }
h1 { font-size: clamp(2.1rem, 6vw, 3.4rem); line-height: 1.08; letter-spacing: -.022em; font-weight: 650; }
h2 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.012em; font-weight: 620; margin-bottom: 1.25rem; }
h3 { font-size: 1.0625rem; line-height: 1.4; font-weight: 620; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
code, pre { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .4rem .8rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.glyph { flex: none; width: 1em; height: 1em; vertical-align: -.14em; margin-right: .45em; }
.good > .glyph, .outcome.good, .state.good { color: var(--good); }
.bad > .glyph, .outcome.bad, .state.bad { color: var(--bad); }
.unsure > .glyph, .outcome.unsure, .state.unsure { color: var(--unsure); }
.quiet > .glyph, .outcome.quiet, .state.quiet { color: var(--soft); }
.masthead { border-left: 6px solid var(--soft); padding-left: 1.75rem; }
.masthead.good { border-color: var(--fill-good); } .masthead.good h1 { color: var(--good); }
.masthead.bad { border-color: var(--fill-bad); } .masthead.bad h1 { color: var(--bad); }
.masthead.unsure { border-color: var(--fill-unsure); } .masthead.unsure h1 { color: var(--unsure); }
.masthead h1 .glyph { width: .8em; height: .8em; vertical-align: -.04em; margin-right: .3em; color: inherit; }
.eyebrow { color: var(--soft); font-size: .9375rem; margin-bottom: .7rem; }
.masthead h1 .qualifier { font-size: .55em; letter-spacing: -.01em; font-weight: 560; white-space: nowrap; }
.eyebrow .id { white-space: nowrap; border-left: 1px solid var(--rule); margin-left: .6em; padding-left: .75em; }
.why { font-size: 1.25rem; line-height: 1.45; margin-top: 1rem; max-width: 38em; }
.outcomes { margin-top: 1.75rem; max-width: 46rem; }
.outcomes ul { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin-top: .6rem; font-size: .9375rem; }
.bar { display: block; overflow: visible; }
.fill { fill: var(--fill-quiet); rx: 2px; }
.fill.passed { fill: var(--fill-good); } .fill.failed { fill: var(--fill-bad); }
.fill.flaky, .fill.skipped, .fill.missing, .fill.timed-out, .fill.interrupted { fill: var(--fill-unsure); }
.clause-row { margin-top: 1.5rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .6rem 1.5rem; font-size: .9375rem; }
.clause-row a { color: inherit; text-decoration: none; } .clause-row a:hover { text-decoration: underline; }
.clause-row li { display: flex; } .clause-row .glyph { margin-top: .28em; } .clause-row .level { min-width: 0; margin-right: .3em; } .clause-row .state { display: block; }
.follows { margin-top: .35rem; color: var(--soft); font-size: .9375rem; }
.reasons { margin-top: 2rem; display: grid; gap: 1.1rem; max-width: 46rem; }
.reasons li, .findings > li { display: flex; }
.reasons .glyph, .findings .glyph { margin-top: .28em; margin-right: .8em; }
.reasons .text { font-weight: 600; }
.remedy { margin-top: .25rem; }
.label { font-size: .75rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin-right: .35em; }
.more { margin-top: .9rem; padding-left: 1.8rem; }
.facts { margin-top: 2.25rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); display: grid; gap: .35rem; font-size: .9375rem; }
.facts > div, .details > div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 1rem; }
.facts dt, .details dt { color: var(--soft); }
.facts dd, .details dd { overflow-wrap: anywhere; }
nav { margin: 2.5rem 0 0; padding: .8rem 0; border-block: 1px solid var(--rule); font-size: .9375rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.6rem; }
main > section { margin-top: 4rem; }
.clause { padding: 1.5rem 0; border-top: 1px solid var(--rule); display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .3rem 2rem; }
.clause > .decision, .clause > .findings, .clause > .findings-wide { grid-column: 1 / -1; }
.level { display: inline-block; min-width: 4.6rem; font-size: .75rem; letter-spacing: .06em; font-weight: 650; color: var(--soft); }
.outcome { font-weight: 620; white-space: nowrap; }
.decision { color: var(--soft); max-width: 46rem; }
.findings { display: grid; gap: 1rem; margin-top: 1rem; max-width: 50rem; }
.findings .text { font-weight: 500; }
.findings .evidence, .container, .note, figcaption { color: var(--soft); font-size: .875rem; }
.findings .evidence { margin-top: .2rem; }
.findings .evidence code { display: block; }
details summary { cursor: pointer; }
.findings details { margin-top: .35rem; font-size: .9375rem; }
.consequences > .findings, .remarks > .findings { margin-top: .8rem; gap: .8rem; }
.clause > .remarks { grid-column: 1 / -1; margin-top: .6rem; }
.names { margin: .5rem 0 0 1.1rem; display: grid; gap: .3rem; list-style: disc; }
.names .container { display: block; }
.group + .group { margin-top: 2.5rem; }
.group > h3 { font-size: 1.1875rem; }
.group > .remedy { max-width: 46rem; margin-bottom: 1.1rem; }
.failure { border-top: 1px solid var(--rule); }
.failure > summary { padding: .85rem 0; display: block; }
.failure > summary::before { content: "+"; float: left; width: 1.5rem; font-weight: 600; color: var(--soft); }
.failure[open] > summary::before { content: "−"; }
.failure > summary > span { display: block; margin-left: 1.5rem; }
.leaf { font-weight: 620; }
.phrase { color: var(--unsure); }
.phrase.failed { color: var(--bad); }
.failure .body { padding: 0 0 1.75rem 1.5rem; }
.phrases { margin-top: .4rem; }
.details { margin-top: 1.1rem; display: grid; gap: .35rem; font-size: .9375rem; }
.details.wide > div { grid-template-columns: 11rem minmax(0, 1fr); }
.legend { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; font-size: .875rem; color: var(--soft); margin-bottom: 2rem; }
.legend li { display: flex; align-items: center; gap: .55rem; }
.legend .cell { display: inline-grid; place-items: center; }
.matrices { display: flex; flex-wrap: wrap; gap: 1.5rem 2.5rem; margin-top: 1.1rem; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; font-size: .875rem; color: var(--soft); padding-bottom: .6rem; }
th { text-align: left; font-weight: 620; }
.matrix { font-size: .875rem; }
.matrix caption { white-space: nowrap; }
.matrix th { font-weight: 500; padding: .15rem .5rem; white-space: nowrap; }
.matrix thead th { text-align: center; }
.matrix [scope=colgroup], .matrix [scope=rowgroup] { color: var(--soft); font-weight: 400; }
.matrix [scope=colgroup] { border-bottom: 1px solid var(--rule); padding-bottom: .3rem; }
.matrix [scope=rowgroup] { border-right: 1px solid var(--rule); }
.matrix .corner { color: var(--soft); font-size: .8125rem; vertical-align: bottom; padding: 0 .5rem .15rem 0; }
.matrix .corner .from::after { content: " ↓"; } .matrix .corner .to { float: right; } .matrix .corner .to::after { content: " →"; }
.cell { position: relative; width: 2.1rem; height: 1.85rem; min-width: 2.1rem; text-align: center; font-weight: 600; color: var(--soft); border: 2px solid var(--page); background: var(--panel); border-radius: 5px; }
.cell.leak { background: var(--fill-bad); color: var(--on-bad); }
.cell.blocked { background: repeating-linear-gradient(45deg, var(--panel) 0 4px, var(--rule) 4px 8px); color: var(--ink); box-shadow: inset 0 0 0 2px var(--unsure); }
.cell.self { background: none; }
.cell.unknown { background: none; box-shadow: inset 0 0 0 1px var(--rule); }
.timeline { margin-bottom: 1.5rem; }
.timeline text { font-size: 13px; fill: var(--soft); }
.timeline .axis { stroke: var(--rule); stroke-width: 1; }
.plot { margin: 1.25rem 0; }
.plot text { font-size: 13px; fill: var(--soft); } .plot p { font-size: .9375rem; margin-top: .5rem; } .plot svg { display: block; }
.plot .axis { stroke: var(--rule); } .plot .range { stroke: var(--fill-quiet); stroke-width: 2; }
.plot .attempt { fill: var(--fill-quiet); rx: 3px; } .plot .median { stroke: var(--ink); stroke-width: 3; }
.timeline .attempt { fill: var(--rule); rx: 3px; }
.timeline .inside { fill: var(--ink); font-weight: 560; }
main table:not(.matrix) { width: 100%; }
main table:not(.matrix) :is(td, th) { padding: .45rem 1.25rem .45rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
main table:not(.matrix) thead th { color: var(--soft); font-weight: 500; font-size: .875rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
main table:not(.matrix) .number { min-width: 6rem; padding-right: 0; }
main table:not(.matrix) .number + .number { padding-left: 1.25rem; }
main table.files .number { padding-right: 1.5rem; }
.number .bar { margin-top: .3rem; }
.specs .container th { padding-top: 1.5rem; font-weight: 500; color: var(--soft); }
.state { white-space: nowrap; }
.exercises { display: block; color: var(--soft); font-size: .875rem; }
.digest { white-space: nowrap; font-size: .78em; }
.waiver { padding: 1.25rem 0; border-top: 1px solid var(--rule); max-width: 50rem; }
.status { font-size: .75rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin-left: .6em; }
.status.applied { color: var(--unsure); }
.note { margin-bottom: 1rem; }
pre { margin: 1rem 0 1.5rem; padding: 1rem 1.25rem; background: var(--panel); border-radius: 6px; white-space: pre-wrap; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1.1rem 3rem; }
  .masthead { padding-left: 1rem; border-left-width: 4px; }
  .why { font-size: 1.125rem; }
  .facts > div, .details > div, .details.wide > div { grid-template-columns: minmax(0, 1fr); }
  .facts, .details { gap: .6rem; }
  .clause { grid-template-columns: minmax(0, 1fr); }
  main > section { margin-top: 3rem; }
  .failure .body { padding-left: 0; }
  .state { white-space: normal; min-width: 5.5rem; }
  main table:not(.matrix) :is(td, th) { padding-right: .8rem; }
  main table:not(.matrix) .number { min-width: 3.6rem; }
  main table.specs td { overflow-wrap: anywhere; }
  main table.specs td.state { padding-left: 1.5em; text-indent: -1.5em; }
  .digest { white-space: normal; }
  .timeline .rest { display: none; }
  .matrix caption { white-space: normal; }
  .matrix .cell { min-width: 1.7rem; width: 1.7rem; }
  .matrix th { padding-inline: .3rem; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --ink: #000; --soft: #444; --rule: #bbb; --panel: #f3f3f3;
    --good: #17663a; --bad: #a8201a; --unsure: #7d4e00; --link: #000; --on-bad: #fff;
    --fill-good: #2f8f5b; --fill-bad: #a8201a; --fill-unsure: #c98a1b; --fill-quiet: #777;
  }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  main > section { margin-top: 2rem; }
  .cell, .fill, .attempt { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .failure, .clause, .waiver, tr, .matrix { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; height: auto; }
  .digest { white-space: normal; }
  main table.files td:first-child { min-width: 40%; }
}
`;
