// Reports for people: a line for each claim with its place, the formula under it, and what there is to say.

import { showCounterexample } from './counterexample.js';
import { excerpt } from './excerpt.js';
import type { Judged, JudgedFile } from './judge.js';
import { Lines } from './lines.js';
import type { ClaimReport, FileReport, Place, RepairReport, Summary, VerdictKind } from './report.js';
import { summarise, verdictKinds } from './report.js';
import { type Colour, padded, paint, plain, type Style, trimmed, widthOf, wrapped } from './style.js';

const marks: Readonly<Record<VerdictKind, readonly [mark: string, colour: Colour]>> = {
  definition: ['·', 'dim'],
  proved: ['✓', 'green'],
  refuted: ['✗', 'red'],
  'ill-formed': ['!', 'red'],
  unknown: ['?', 'yellow'],
  skipped: ['–', 'dim'],
};

/** The name of standard input. */
export function pathName(path: string): string {
  return path === '-' ? '<stdin>' : plain(path);
}

/** The claims of a file, then what was left alone in it; quietly only what is refuted or ill-formed. */
export function showFile(file: JudgedFile, style: Style, quiet: boolean): string {
  const { path, judged, notes } = file;
  const whole = new Lines(file.text);
  const cells = file.cells?.map((text) => new Lines(text));
  const shown = quiet ? judged.filter(({ claim }) => isFault(claim.verdict)) : judged;
  const placeOf = ({ cell, line, column }: Place): string =>
    `${pathName(path)}:${cell === undefined ? '' : `cell ${cell}:`}${line}:${column}`;
  const places = shown.map(({ claim }) => placeOf(claim));
  const width = Math.max(0, ...places.map(widthOf));
  const claims = shown.map((one, i) => {
    const lines = cells?.[(one.claim.cell ?? 0) - 1] ?? whole;
    return showClaim(one, padded(places[i] as string, width), lines, style);
  });
  const asides = quiet ? [] : notes;
  const remarks = asides.map(
    (note) => `${paint(style, 'dim', placeOf(note))}  note: ${trimmed(plain(note.message), style.width)}\n`,
  );
  return [...claims, ...remarks].join('');
}

export function isFault(verdict: VerdictKind): boolean {
  return verdict === 'refuted' || verdict === 'ill-formed';
}

const margin = '    ';

function showClaim({ claim, theorem }: Judged, place: string, text: Lines, style: Style): string {
  const { verdict, name, scope, counterexample, repair } = claim;
  const [mark, colour] = marks[verdict];
  const head = [
    paint(style, 'dim', place),
    paint(style, colour, `${mark} ${verdict}`),
    ...(scope === undefined ? [] : [scope]),
    ...(name === undefined ? [] : [paint(style, 'bold', plain(name))]),
  ].join('  ');
  const source = plain(claim.source);
  const beside = style.width - widthOf(place) - widthOf(verdict) - 6;
  if (verdict === 'definition') return `${head}  ${paint(style, 'dim', trimmed(source, beside))}\n`;
  if (verdict === 'skipped') {
    const why = [plain(claim.message), source].filter((part) => part !== '').join(': ');
    return `${head}  ${trimmed(why, beside)}\n`;
  }
  const room = style.width - margin.length;
  const lines = [
    ...(isFault(verdict)
      ? excerpt(text, wrongParts(claim), { ...style, width: room })
      : [trimmed(source, room)]),
    ...wrapped(plain(remark(claim)), room).filter((line) => line !== ''),
    ...(counterexample === undefined
      ? []
      : showCounterexample(counterexample, claim.message, theorem, { ...style, width: room })),
    ...(repair === undefined ? [] : [showRepair(repair, { ...style, width: room })]),
  ];
  return `${head}\n${lines.map((line) => `${margin}${line.trimEnd()}\n`).join('')}`;
}

/** What a caret is to stand under: what the repair changes, the part that is ill-formed, or else the relation sign. */
function wrongParts({ line, column, fault, repair }: ClaimReport): readonly Place[] {
  if (repair?.edits !== undefined) return repair.edits;
  return [fault ?? { line, column, endLine: line, endColumn: column + 1 }];
}

/** `did you mean x_<m>? that is proved for all sizes` */
function showRepair({ source, scope }: RepairReport, style: Style): string {
  const proved = `that is proved${/^(all|some) /.test(scope) ? ` for ${scope}` : ''}`;
  const shown = trimmed(plain(source), Math.max(20, style.width - proved.length - 17));
  return `did you mean ${paint(style, 'green', shown)}? ${proved}`;
}

/** The message without the verdict and the scope, which are shown already. */
function remark({ message, scope }: ClaimReport): string {
  return message
    .replace(/^false: |^they differ: /, '')
    .replace(scope === undefined ? /^true/ : new RegExp(`^true(?: for ${scope})?`), '')
    .replace(/^[;,]? /, '');
}

/** `4 proved, 1 refuted in 2 files, 31 ms` */
export function showSummary(files: readonly FileReport[], milliseconds: number, style: Style): string {
  const all: Summary = summarise(files.flatMap(({ claims }) => claims));
  const counts = verdictKinds
    .filter((kind) => all[kind] > 0)
    .map((kind) => paint(style, marks[kind][1], `${all[kind]} ${kind}`));
  const silenced = files.reduce((sum, file) => sum + (file.silenced ?? 0), 0);
  if (silenced > 0) counts.push(`${silenced} ${silenced === 1 ? 'formula' : 'formulas'} silenced`);
  const unread = files.filter(({ error }) => error !== undefined).length;
  if (unread > 0) counts.push(paint(style, 'red', `${unread} ${unread === 1 ? 'file' : 'files'} not read`));
  const what = counts.length === 0 ? 'no claims' : counts.join(', ');
  const where = files.length === 1 ? '' : ` in ${files.length} files`;
  return `\n${what}${where}, ${duration(milliseconds)}\n`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
