// How a derivation looks: on screens, light and dark, on a phone and on paper.

import { palette } from './style.js';

export const derivationStyle = `${palette}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.65 Charter, "Bitstream Charter", "Source Serif 4", "Noto Serif", Georgia, "Noto Serif CJK SC", "Songti SC", SimSun, serif;
}
main { max-width: 62rem; margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 3rem) 4rem; }
nav { border-bottom: 1px solid var(--line); font-size: .9375rem; }
nav ol { columns: 14rem; padding-left: 1.5rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .2em; }
article + article { border-top: 1px solid var(--line); margin-top: 3rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 2rem 0 1rem; text-wrap: balance; overflow-wrap: anywhere; }
p { margin: 1rem 0 .25rem; }
math {
  font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Libertinus Math", "XITS Math",
    "TeX Gyre Termes Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math;
  font-size: 1.05em;
}
.context { font: .8125rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; color: var(--faint); }
.context summary { cursor: pointer; width: max-content; }
.context pre { overflow: auto; margin: .5rem 0; padding: .75rem; background: var(--ground); border-radius: .4rem; font: .8125rem/1.5 ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; }
.display { overflow-x: auto; overflow-y: hidden; padding: .35rem 0; }
.claim { margin: 1rem 0; padding: .5rem 1.25rem .75rem; background: var(--ground); border-radius: .6rem; }
.claim p:first-child { margin-top: .25rem; }
.entries, .cell, .holds, .fails, .base, .step, .lemma { margin: 1rem 0; padding-left: 1.25rem; border-left: 3px solid var(--line); }
:is(.entries, .cell, .holds, .fails, .base, .step, .lemma) > p:first-child { margin-top: 0; }
.chain { display: grid; grid-template-columns: max-content fit-content(72%) minmax(9rem, 1fr); margin: .75rem 0; }
.line { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; column-gap: .6rem; padding: .2rem 0; }
.line.first .formula { grid-column: 1 / -1; }
.sign { padding-left: .75rem; }
.formula { overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
.note { max-width: 21rem; padding-left: 1.75rem; color: var(--faint); font-size: .9375rem; line-height: 1.45; }
.picture { margin: 1.25rem 0; overflow-x: auto; }
.picture .grids { display: flex; flex-wrap: wrap; justify-content: center; align-items: center; gap: 1rem 2.5rem; }
.picture .grid { text-align: center; font-size: .9375rem; }
.picture svg { display: block; max-width: 100%; height: auto; margin: 0 auto .35rem; }
.picture rect { fill: var(--paper); stroke: var(--faint); stroke-width: .75; }
.picture rect.outside { fill: none; stroke-dasharray: 2 2; }
.picture rect.used { fill: var(--definition-ground); stroke: var(--ink); stroke-width: 1.5; }
.picture .output rect.used { fill: var(--proved-ground); stroke: var(--proved); }
.picture rect.used.outside { fill: var(--definition-ground); stroke-dasharray: 3 2; }
.picture text { fill: var(--ink); font: 12px/1 system-ui, "Segoe UI", "Noto Sans", sans-serif; text-anchor: middle; dominant-baseline: central; }
.picture figcaption { text-align: center; color: var(--faint); font-size: .9375rem; margin-top: .5rem; }
@media (max-width: 44rem) {
  body { font-size: 1rem; }
  .chain { grid-template-columns: max-content minmax(0, 1fr); }
  .sign { padding-left: 0; }
  .note { grid-column: 2; padding-left: 0; max-width: none; }
  .line { padding: .3rem 0; }
  .claim { padding-inline: .75rem; }
  .entries, .cell, .holds, .fails, .base, .step, .lemma { padding-left: .75rem; }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .context, nav { display: none; }
  .claim { background: none; border: 1px solid var(--line); }
  .line, .claim, .picture { break-inside: avoid; }
  .display, .formula { overflow: visible; }
  h1, p { break-after: avoid; }
}
`;
