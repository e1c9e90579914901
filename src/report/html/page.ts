// A page of its own: no scripts, no network, nothing but this file. What opens on a click is `details`.

import {
  type FileReport,
  type Report,
  type Summary,
  summarise,
  type VerdictKind,
  verdictKinds,
} from '../report.js';
import { isFault, pathName } from '../text.js';
import { claimId, verdictSigns } from './claim.js';
import { escaped } from './escape.js';
import { mathStyle } from './mathml.js';
import { pageStyle } from './style.js';

/** Nothing is loaded and nothing runs, whatever a document says. */
export const policy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/** The page for a report; `sections` has the HTML of each file. */
export function pageOf({ tool, files }: Report, sections: readonly string[]): string {
  const all = summarise(files.flatMap(({ claims }) => claims));
  const title = files.length === 1 ? pathName((files[0] as FileReport).path) : `${files.length} files`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${escaped(title)} · convproof</title>
<style>${mathStyle()}${pageStyle}</style>
</head>
<body>
<nav aria-label="findings">
<p class="tool"><b>convproof</b> ${tool.version}</p>
${filters(all)}
${files.map((file, i) => findings(file, i)).join('\n')}
</nav>
<main>
${files.map((file, i) => section(file, i, sections[i] ?? '')).join('\n')}
</main>
</body>
</html>
`;
}

/** How many there are of each verdict; unticked, the lines of this verdict are not shown. */
function filters(all: Summary): string {
  const shown = verdictKinds.filter((kind) => all[kind] > 0);
  const items = shown.map(
    (kind) =>
      `<li><label><input type="checkbox" id="show-${kind}" checked> <span class="badge ${kind}"><span aria-hidden="true">${verdictSigns[kind]}</span> ${all[kind]} ${kind}</span></label></li>`,
  );
  return shown.length === 0 ? '<p>no claims</p>' : `<ul class="filters">${items.join('')}</ul>`;
}

const listed: ReadonlySet<VerdictKind> = new Set(['refuted', 'ill-formed', 'unknown']);

/** What a person has to look at, in the order of the text. */
function findings({ path, claims, error }: FileReport, file: number): string {
  const items = claims.flatMap(({ verdict, cell, line, message, name }, i) =>
    listed.has(verdict)
      ? [
          `<li class="${verdict}"><a href="#${claimId(file, i)}"><span class="badge ${verdict}">${verdictSigns[verdict]} ${verdict}</span> ${cell === undefined ? '' : `cell ${cell}, `}line ${line}${name === undefined ? '' : ` <b>${escaped(name)}</b>`}<br><span class="said">${escaped(message.replace(/^false: |^not decided: /, ''))}</span></a></li>`,
        ]
      : [],
  );
  const unread = error === undefined ? '' : '<p class="refuted">not read</p>';
  const none = items.length === 0 && error === undefined ? '<p class="said">nothing to look at</p>' : '';
  return `<section><h2><a href="#f${file + 1}">${escaped(pathName(path))}</a></h2>${unread}${none}<ol>${items.join('')}</ol></section>`;
}

function section({ path, claims, error, summary }: FileReport, file: number, html: string): string {
  const counts = verdictKinds
    .filter((kind) => summary[kind] > 0)
    .map((kind) => `<span class="badge ${kind}">${verdictSigns[kind]} ${summary[kind]} ${kind}</span>`);
  const faulty = claims.some(({ verdict }) => isFault(verdict));
  const said =
    faulty || error !== undefined
      ? ''
      : claims.length === 0
        ? ' no claims'
        : ' nothing refuted or ill-formed';
  const place = error?.line === undefined ? '' : `line ${error.line}: `;
  const unread =
    error === undefined ? '' : `<p class="unread">✗ not read: ${place}${escaped(error.message)}</p>`;
  return `<article id="f${file + 1}"><header><h1>${escaped(pathName(path))}</h1><p>${counts.join(' ')}${said}</p></header>${unread}<div class="text">${html}</div></article>`;
}
