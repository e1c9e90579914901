// A report as Markdown: the document as it is, a sign beside each formula, and what there is to say at the end. Of what
// is not Markdown the claims are listed. All text is escaped; what is a formula stands as the document has it.

import { type Numbered, type Placed, placed } from './formulas.js';
import type { JudgedFile } from './judge.js';
import { Lines } from './lines.js';
import {
  type ClaimReport,
  type CounterexampleReport,
  type FileReport,
  type Kind,
  type RepairReport,
  type Report,
  type VerdictKind,
  verdictKinds,
} from './report.js';
import { pathName } from './text.js';

const signs: Readonly<Record<VerdictKind, string>> = {
  definition: '≔',
  proved: '✓',
  refuted: '✗',
  'ill-formed': '⚠',
  unknown: '❓',
  skipped: '○',
};

/** What there is more to say of than the sign. */
const explained: ReadonlySet<VerdictKind> = new Set(['refuted', 'ill-formed', 'unknown']);

/** One file; `number` is its place among all. */
export function markdownFile(judged: JudgedFile, report: FileReport, kind: Kind, number: number): string {
  const target = (claim: number): string => `convproof-${number + 1}-${claim + 1}`;
  const isMarkdown = kind === 'md' || kind === 'ipynb';
  const text = isMarkdown
    ? placed(judged, kind)
        .map((part) => marked(part, target))
        .join('\n\n')
    : listed(report, kind, target);
  return `${text.replace(/\n*$/, '\n')}\n${explanations(report, kind, target)}`;
}

/** All files, each under its name where there are several. */
export function markdownReport({ files }: Report, shown: readonly string[]): string {
  return files
    .map((file, i) => {
      const title = files.length > 1 || file.error !== undefined ? `# ${plain(pathName(file.path))}\n\n` : '';
      return `${title}${file.error === undefined ? shown[i] : `✗ **not read**: ${plain(file.error.message)}\n`}`;
    })
    .join('\n---\n\n');
}

type Target = (claim: number) => string;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The document with signs. Nothing of it is changed, and nothing is put inside a formula. */
function marked({ text, pieces, claimsOf }: Placed, target: Target): string {
  const lines = new Lines(text);
  const insertions = pieces.flatMap((piece): readonly Insertion[] => {
    const claims = claimsOf(piece);
    if (claims.length === 0) return [];
    const isDisplay = piece.kind === 'formula' && piece.formula.display;
    const below = isDisplay ? lineBelow(lines, piece.start, piece.end) : null;
    if (below === null) return [{ at: piece.end, text: ` ${signsOf(claims, target)}` }];
    const [at, margin, newline] = below;
    return [
      { at, text: `${newline}${margin}${newline}${margin}${signsOf(claims, target)}${newline}${margin}` },
    ];
  });
  return insertions.reduceRight((now, { at, text: put }) => now.slice(0, at) + put + now.slice(at), text);
}

/** Where a paragraph of its own can follow a formula, and what each line must begin with; null inside of lines. */
function lineBelow(lines: Lines, start: number, end: number): readonly [number, string, string] | null {
  const { line, column } = lines.at(end);
  const last = lines.line(line);
  if (last.slice(column - 1).trim() !== '') return null;
  const first = lines.line(lines.at(start).line);
  if (/^[ \t>]*\|/.test(first)) return null;
  // The marker of an item is a blank to the lines that continue it.
  const [lead = ''] = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*/.exec(first) ?? [];
  const newline = lines.text.includes('\r\n') ? '\r\n' : '\n';
  return [end + last.slice(column - 1).length, lead.replace(/[^ \t>]/g, ' '), newline];
}

/** `✓ [✗ 3](#convproof-1-3)`: like signs in a row are one, and those with an explanation lead to it. */
function signsOf(claims: readonly Numbered[], target: Target): string {
  const parts = claims.map(({ claim: { verdict }, number }) =>
    explained.has(verdict) ? `[${signs[verdict]} ${number + 1}](#${target(number)})` : signs[verdict],
  );
  return parts.filter((part, i) => part !== parts[i - 1]).join(' ');
}

/** The claims of a file that is not Markdown, in order. */
function listed({ path, claims }: FileReport, kind: Kind, target: Target): string {
  const items = claims.map((claim, i) => {
    const { verdict, name, line, scope } = claim;
    const parts = [
      signsOf([{ claim, number: i, theorem: undefined, proof: undefined, exceeded: false }], target),
      `**${verdict}**`,
      ...(scope === undefined ? [] : [plain(scope)]),
      ...(name === undefined ? [] : [`**${plain(name)}**`]),
      `${cellOf(claim)}line ${line}`,
    ];
    return `${parts.join(' · ')}\n\n${formulaOf(claim, kind)}\n`;
  });
  return `## ${plain(pathName(path))}\n\n${items.join('\n')}`;
}

/** A formula that stands alone: set, where it is TeX, as it is written otherwise. */
function formulaOf({ source }: ClaimReport, kind: Kind): string {
  const tex = source.replace(/\s*\n\s*/g, '\n').trim();
  if (kind === 'conv' || /\$|<!--/.test(tex) || tex === '')
    return fenced(source, kind === 'conv' ? '' : 'latex');
  const aligned = /(^|[^\\])&/.test(tex) ? `\\begin{aligned}\n${tex}\n\\end{aligned}` : tex;
  return `$$\n${aligned}\n$$`;
}

function explanations({ claims, summary }: FileReport, kind: Kind, target: Target): string {
  const counts = verdictKinds.filter((verdict) => summary[verdict] > 0);
  const said = counts.map((verdict) => `${signs[verdict]} ${summary[verdict]} ${verdict}`).join(', ');
  const items = claims.flatMap((claim, i) =>
    explained.has(claim.verdict) ? [explanation(claim, i, kind, target)] : [],
  );
  const details =
    items.length === 0
      ? ''
      : `\n<details open>\n<summary>what is not proved</summary>\n\n${items.join('\n')}\n</details>\n`;
  return `---\n\n**convproof**: ${said === '' ? 'no claims' : said}\n${details}`;
}

function explanation(claim: ClaimReport, number: number, kind: Kind, target: Target): string {
  const { verdict, line, column, name, source, message, reading, counterexample, repair } = claim;
  const title = `${signs[verdict]} ${number + 1} · ${verdict}${name === undefined ? '' : ` · ${plain(name)}`}`;
  const facts = [
    plain(message.replace(/^false: /, '')),
    ...(reading === null ? [] : [`read as ${code(reading)}`]),
    ...(counterexample === undefined ? [] : sidesOf(counterexample)),
    ...(repair === undefined ? [] : [repaired(repair)]),
  ];
  const shown = fenced(source, kind === 'conv' ? '' : 'latex');
  return `#### <a id="${target(number)}"></a>${title} · ${cellOf(claim)}line ${line}, column ${column}\n\n${shown}\n\n${facts.map((fact) => `- ${fact}\n`).join('')}`;
}

function cellOf({ cell }: ClaimReport): string {
  return cell === undefined ? '' : `cell ${cell}, `;
}

/** Both sides, where it is not their shapes that differ. */
function sidesOf({ shapes, left, right, difference }: CounterexampleReport): readonly string[] {
  if (shapes !== undefined || left === right) return [];
  return [`left side: ${code(left)}`, `right side: ${code(right)}`, `difference: ${code(difference)}`];
}

function repaired({ source, scope, reading }: RepairReport): string {
  const where = /^(all|some) /.test(scope) ? ` for ${plain(scope)}` : '';
  return `did you mean ${code(source)}? that is proved${where}: ${code(reading)}`;
}

/** Text that means nothing in Markdown but itself: `plain('a_b')` is `a\_b`. */
function plain(text: string): string {
  const inside = oneLine(text)
    .replace(/[\\`*_[\]#|~$!:]/g, '\\$&')
    .replace(/[&<>@]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  // What begins an item or a heading at the beginning of a line.
  return inside.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A stretch of code, of one line. */
function code(text: string): string {
  const shown = oneLine(text);
  if (shown === '') return 'nothing';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const blank = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${blank}${shown}${blank}${fence}`;
}

function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\r\n?/g, '\n')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD')
    .trim();
}
