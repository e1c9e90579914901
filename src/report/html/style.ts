// How a page looks: on screens, light and dark, and on paper.

/** Light and dark: paper and ink, and a colour for each verdict. */
export const palette = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1d2330; --faint: #5d6678; --line: #dde1e8; --ground: #f5f6f8;
  --proved: #0b6b35; --proved-ground: #e6f4ea; --refuted: #b3121d; --refuted-ground: #fdeaea;
  --ill-formed: #9a4b00; --ill-formed-ground: #fff1e0; --unknown: #7a5d00; --unknown-ground: #fdf6d8;
  --definition: #47536b; --definition-ground: #eef1f6; --skipped: #5d6678; --skipped-ground: #f0f1f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171d; --ink: #e4e8ef; --faint: #9aa4b5; --line: #303643; --ground: #1b1f27;
    --proved: #6fd496; --proved-ground: #12301f; --refuted: #ff8f8a; --refuted-ground: #3a1719;
    --ill-formed: #ffb36b; --ill-formed-ground: #372311; --unknown: #ecd16a; --unknown-ground: #322b10;
    --definition: #b3bfd4; --definition-ground: #232936; --skipped: #9aa4b5; --skipped-ground: #22262e;
  }
}`;

export const pageStyle = `${palette}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; }
body {
  margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
nav {
  position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; background: var(--ground);
  border-right: 1px solid var(--line); font-size: .875rem; line-height: 1.45;
}
nav h2 { font-size: .875rem; margin: 1.25rem 0 .4rem; overflow-wrap: anywhere; }
nav ol, nav ul { list-style: none; margin: 0; padding: 0; }
nav ol li { border-top: 1px solid var(--line); }
nav ol a { display: block; padding: .45rem .25rem; color: inherit; text-decoration: none; }
nav a:hover, nav a:focus-visible { background: var(--paper); }
nav .said { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; overflow-wrap: anywhere; }
.filters li { padding: .1rem 0; }
main { min-width: 0; padding: 0 clamp(1rem, 4vw, 3.5rem) 4rem; }
article { max-width: 56rem; margin: 0 auto; }
article + article { border-top: 3px double var(--line); margin-top: 3rem; }
header { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); padding: .5rem 0; }
header h1 { display: inline; font-size: 1rem; margin: 0 .75rem 0 0; overflow-wrap: anywhere; }
header p { display: inline; margin: 0; font-size: .8125rem; color: var(--faint); }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; text-wrap: balance; }
.text :is(h4, h5, h6) { font-size: 1rem; }
.text { overflow-wrap: break-word; }
.text pre { overflow: auto; padding: .75rem; background: var(--ground); border-radius: .4rem; line-height: 1.45; font-size: .875rem; }
.text table { border-collapse: collapse; }
.text th, .text td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: .25rem solid var(--line); }
code { font: .875em/1.45 ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.source { background: var(--ground); padding: 0 .2em; border-radius: .2em; }
a { color: inherit; }
math {
  font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Libertinus Math", "XITS Math",
    "TeX Gyre Termes Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math;
  font-size: 1.1em;
}
.display { display: flex; align-items: center; gap: .5rem; margin: .75rem 0 .25rem; }
.display .math { flex: 1; overflow-x: auto; overflow-y: hidden; padding: .25rem 0; }
.mark { margin-left: .25em; font-size: .8em; font-weight: 700; text-decoration: none; padding: 0 .3em; border-radius: .7em; white-space: nowrap; }
.mark .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.badge { font-weight: 600; white-space: nowrap; border-radius: .7em; padding: 0 .5em; font-size: .8125rem; }
.proved.badge, .proved.mark { color: var(--proved); background: var(--proved-ground); }
.refuted.badge, .refuted.mark { color: var(--refuted); background: var(--refuted-ground); }
.ill-formed.badge, .ill-formed.mark { color: var(--ill-formed); background: var(--ill-formed-ground); }
.unknown.badge, .unknown.mark { color: var(--unknown); background: var(--unknown-ground); }
.definition.badge, .definition.mark { color: var(--definition); background: var(--definition-ground); }
.skipped.badge, .skipped.mark { color: var(--skipped); background: var(--skipped-ground); }
.claims { display: flex; flex-wrap: wrap; gap: .3rem; margin: .15rem 0 1rem; font-size: .875rem; line-height: 1.5; }
.claim { border: 1px solid var(--line); border-radius: .5rem; max-width: 100%; min-width: 0; }
.claim[open], .claim.refuted, .claim.ill-formed { flex-basis: 100%; }
.claim.refuted { border-left: .3rem solid var(--refuted); }
.claim.ill-formed { border-left: .3rem solid var(--ill-formed); }
.claim > summary { cursor: pointer; padding: .15rem .5rem; list-style-position: inside; }
.claim > summary:focus-visible, .mark:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.said { color: var(--faint); }
.claim.refuted > summary .said, .claim.ill-formed > summary .said { color: inherit; }
.place { color: var(--faint); font-size: .75rem; white-space: nowrap; }
.body { padding: .25rem .75rem .5rem; border-top: 1px solid var(--line); overflow-x: auto; }
.body p { margin: .4rem 0; }
.body .formula { overflow-x: auto; }
.body ol { margin: .25rem 0; padding-left: 1.25rem; list-style: none; border-left: 1px solid var(--line); }
ul.body { list-style: none; margin: 0; }
.values { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; padding: 0; margin: .25rem 0; }
.values li { background: var(--ground); border-radius: .3rem; padding: 0 .5rem; }
.repair { background: var(--proved-ground); border-radius: .4rem; padding: .3rem .6rem; }
.rule { color: var(--faint); font-size: .75rem; border-bottom: 1px dotted; }
.native { margin: 0; }
.native .number { display: inline-block; width: 2.5em; color: var(--faint); user-select: none; }
.unread { color: var(--refuted); font-weight: 600; }
:target { outline: 2px solid var(--unknown); outline-offset: 2px; border-radius: .4rem; }
${['definition', 'proved', 'refuted', 'ill-formed', 'unknown', 'skipped']
  .map(
    (verdict) =>
      `body:has(#show-${verdict}:not(:checked)) .claim.${verdict}:not(.aside), body:has(#show-${verdict}:not(:checked)) li.${verdict}`,
  )
  .join(',\n')} { display: none; }
body:has(#show-definition:not(:checked)):has(#show-skipped:not(:checked)) .claim.aside { display: none; }
@media (max-width: 60rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); }
}
@media print {
  body { display: block; font-size: 10pt; }
  nav, .claim.aside { display: none; }
  header { position: static; }
  .claim { break-inside: avoid; }
  .claim.refuted::details-content, .claim.ill-formed::details-content { content-visibility: visible; block-size: auto; }
}
`;
