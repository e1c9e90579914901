// A verdict on a page: the mark beside a formula, and under it a line that opens to all there is to say.

import { showCounterexample } from '../counterexample.js';
import type { Numbered } from '../formulas.js';
import type { RepairReport, VerdictKind } from '../report.js';
import { type Step, stepsOf } from '../steps.js';
import { isFault } from '../text.js';
import { escaped } from './escape.js';
import type { Rendering } from './mathml.js';

/** A sign and a word for each verdict: a colour alone is not seen by everyone. */
export const verdictSigns: Readonly<Record<VerdictKind, string>> = {
  definition: '≔',
  proved: '✓',
  refuted: '✗',
  'ill-formed': '⚠',
  unknown: '?',
  skipped: '–',
};

/** What all claims of a file share. */
export interface Page {
  /** Tells the files of a page apart. */
  readonly file: number;
  /** null for native notation. */
  readonly render: Rendering | null;
}

export function claimId(file: number, claim: number): string {
  return `f${file + 1}-c${claim + 1}`;
}

/** The signs behind a formula: one for each verdict that is no definition, leading to what is said below. */
export function marks(claims: readonly Numbered[], { file }: Page): string {
  const shown = claims.filter(({ claim }) => claim.verdict !== 'definition');
  // Many proved relations in one formula are one sign.
  const distinct = shown.filter(
    ({ claim }, i) => claim.verdict !== 'proved' || shown[i - 1]?.claim.verdict !== 'proved',
  );
  return distinct
    .map(({ claim, number }) => mark(claim.verdict, claimId(file, number), claim.message))
    .join('');
}

function mark(verdict: VerdictKind, id: string, message: string): string {
  const title = escaped(`${verdict}: ${message}`);
  return `<a class="mark ${verdict}" href="#${id}" title="${title}">${verdictSigns[verdict]}<span class="word"> ${verdict}</span></a>`;
}

/** The lines under a block: a line for each claim, those that introduce or were not read in one. */
export function claimLines(claims: readonly Numbered[], page: Page): string {
  if (claims.length === 0) return '';
  const quiet = claims.filter(({ claim }) => claim.verdict === 'definition' || claim.verdict === 'skipped');
  const loud = claims.filter((each) => !quiet.includes(each));
  const lines = [
    ...loud.map((each) => claimLine(each, page)),
    ...(quiet.length > 0 ? [aside(quiet, page)] : []),
  ];
  return `<div class="claims">${lines.join('')}</div>`;
}

function claimLine(each: Numbered, page: Page): string {
  const { claim, number } = each;
  const { verdict, scope, name, message } = claim;
  const said =
    isFault(verdict) || verdict === 'unknown'
      ? message.replace(/^false: |^they differ: /, '')
      : (scope ?? '');
  const named = name === undefined ? '' : ` <b>${escaped(name)}</b>`;
  const head = `${badge(verdict)}${named} <span class="said">${escaped(said)}</span>`;
  return `<details class="claim ${verdict}"><summary>${head}${placeOf(each)}</summary><div class="body" id="${claimId(page.file, number)}">${bodyOf(each, page)}</div></details>`;
}

function badge(verdict: VerdictKind): string {
  return `<span class="badge ${verdict}"><span aria-hidden="true">${verdictSigns[verdict]}</span> ${verdict}</span>`;
}

function placeOf({ claim }: Numbered): string {
  const cell = claim.cell === undefined ? '' : `cell ${claim.cell}, `;
  return ` <span class="place">${cell}line ${claim.line}</span>`;
}

function aside(claims: readonly Numbered[], page: Page): string {
  const counts = (['definition', 'skipped'] as const).flatMap((verdict) => {
    const count = claims.filter(({ claim }) => claim.verdict === verdict).length;
    const plural = verdict === 'definition' && count > 1 ? 's' : '';
    return count === 0 ? [] : [`${verdictSigns[verdict]} ${count} ${verdict}${plural}`];
  });
  const items = claims.map((each) => {
    const { claim, number } = each;
    return `<li id="${claimId(page.file, number)}"><span class="badge ${claim.verdict}">${verdictSigns[claim.verdict]} ${claim.verdict}</span> ${shownSource(claim.source, page)} <span class="said">${escaped(claim.message)}</span>${placeOf(each)}</li>`;
  });
  const kinds = new Set(claims.map(({ claim }) => claim.verdict));
  return `<details class="claim aside ${[...kinds].join(' ')}"><summary><span class="said">${counts.join(', ')}</span></summary><ul class="body">${items.join('')}</ul></details>`;
}

function bodyOf({ claim, theorem, proof }: Numbered, page: Page): string {
  const { source, reading, verdict, message, counterexample, repair } = claim;
  return [
    `<p class="formula">${shownSource(source, page)}</p>`,
    ...(reading === null ? [] : [`<p>read as <code>${escaped(reading)}</code></p>`]),
    ...(verdict === 'proved' ? [`<p>${escaped(message)}</p>`] : []),
    ...(counterexample === undefined
      ? []
      : [
          valuesOf({ ...counterexample.sizes, ...counterexample.indices }),
          preformatted(showCounterexample(counterexample, '', theorem, { colour: false, width: 100 })),
        ]),
    ...(repair === undefined ? [] : [repaired(repair, page)]),
    ...(claim.proof === undefined
      ? []
      : [proved(claim.proof, theorem && proof ? stepsOf(theorem, proof) : null)]),
  ].join('');
}

function shownSource(source: string, { render }: Page): string {
  if (render === null) return `<code>${escaped(source)}</code>`;
  // A piece of an aligned formula has its signs of alignment still.
  const aligned = /(^|[^\\])&|\\\\/.test(source) ? `\\begin{aligned}${source}\\end{aligned}` : source;
  return render(aligned, false);
}

function valuesOf(values: Readonly<Record<string, number | string>>): string {
  const listed = Object.entries(values).map(
    ([name, n]) => `<li><code>${escaped(`${name} = ${n}`)}</code></li>`,
  );
  return listed.length === 0
    ? ''
    : `<p>the smallest case in which it fails:</p><ul class="values">${listed.join('')}</ul>`;
}

function preformatted(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<pre class="sides">${escaped(lines.join('\n'))}</pre>`;
}

function repaired({ source, reading, scope }: RepairReport, page: Page): string {
  const shown = page.render === null ? '' : `${shownSource(source, page)} `;
  const where = /^(all|some) /.test(scope) ? ` for ${escaped(scope)}` : '';
  return `<p class="repair"><b>Did you mean</b> ${shown}<code>${escaped(source)}</code>? That is proved${where}: <code>${escaped(reading)}</code></p>`;
}

/** Lines of an outline that a page can show; a longer one is a list that nobody reads. */
const mostSteps = 150;

function proved({ rules, checked }: { rules: number; checked: boolean }, steps: Step | null): string {
  const by = `${rules} ${rules === 1 ? 'rule' : 'rules'}${checked ? ', checked by the kernel' : ', by arithmetic'}`;
  if (steps === null) return `<p>proof: ${by}</p>`;
  const left = { lines: mostSteps };
  const outline = steps.rule === 'trans' ? chain(steps, left) : item(steps, left);
  const rest = left.lines > 0 ? '' : '<p>… and so on</p>';
  return `<details class="proof"><summary>proof: ${by}</summary><p><code>${cut(steps.left)}</code></p><ol>${outline}</ol>${rest}</details>`;
}

/** a = b = c: a line for each. */
function chain({ premises }: Step, left: { lines: number }): string {
  return premises.map((premise) => item(premise, left)).join('');
}

function item(step: Step, left: { lines: number }): string {
  if (left.lines <= 0) return '';
  left.lines -= 1;
  const { premises } = step;
  // That a rule was used inside a term, or the other way round, is of less interest than which.
  const [only] = premises;
  const leaf = (step.rule === 'inside' || step.rule === 'sym') && only?.premises.length === 0 ? only : null;
  const { rule, states } = leaf ?? step;
  const below = leaf === null ? premises : [];
  const lines = below.map((each) => (each.rule === 'trans' ? chain(each, left) : item(each, left)));
  const inner = below.length === 0 ? '' : `<ol>${lines.join('')}</ol>`;
  return `<li><code>= ${cut(step.right)}</code> <span class="rule" title="${escaped(states)}">${rule}</span>${inner}</li>`;
}

function cut(text: string): string {
  return escaped(text.length > 400 ? `${text.slice(0, 400)}…` : text);
}
