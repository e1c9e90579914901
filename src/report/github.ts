// Reports as workflow commands of GitHub Actions, which shows them beside the lines they are about:
//   ::error file=chapter.md,line=12,col=3,endLine=12,endColumn=80,title=refuted::the left side has …

import type { ClaimReport, FileReport, Report } from './report.js';
import { sentenceOf } from './sarif.js';

/** One line for each relation that is refuted, ill-formed or undecided, and for each file that could not be read. */
export function githubCommands({ files }: Report): string {
  return files
    .flatMap((file) => [
      ...failureOf(file),
      ...file.claims.flatMap((c) => commandOf(file, c)),
      ...notesOf(file),
    ])
    .join('');
}

function commandOf({ path }: FileReport, claim: ClaimReport): readonly string[] {
  const { verdict, name } = claim;
  const { line, column, endLine, endColumn } = claim.file ?? claim;
  const kind = verdict === 'unknown' ? 'notice' : 'error';
  if (verdict !== 'refuted' && verdict !== 'ill-formed' && verdict !== 'unknown') return [];
  const title = name === undefined ? verdict : `${verdict}: ${name}`;
  const place = { file: path, line, col: column, endLine, endColumn, title };
  return [command(kind, place, `${sentenceOf(claim)}\n${claim.source}`)];
}

/** What was left alone. */
function notesOf({ path, notes = [] }: FileReport): readonly string[] {
  return notes.map(({ message, ...place }) => {
    const { line, column, endLine, endColumn } = place.file ?? place;
    return command('notice', { file: path, line, col: column, endLine, endColumn, title: 'note' }, message);
  });
}

function failureOf({ path, error }: FileReport): readonly string[] {
  if (error === undefined) return [];
  const { message, line, column } = error;
  const place = line === undefined ? {} : { line, ...(column === undefined ? {} : { col: column }) };
  return [command('error', { file: path, ...place, title: 'not read' }, message)];
}

function command(
  kind: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${kind} ${listed.join(',')}::${data(message)}\n`;
}

/** A line's end would end the command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
