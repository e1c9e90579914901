import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/index.js';
import type { ClaimReport } from '../../src/report/report.js';

// A chapter on convolution in two languages, as it should be and once more with thirty mistakes of the kinds that
// textbooks make. The two differ in the lines with a mistake and nowhere else, so that the lines themselves say what is
// to be found.

/** Milliseconds for a chapter and for one repair: on a machine with other work nothing is given up that is found else. */
const patience = 120_000;

interface Chapter {
  readonly text: string;
  readonly lines: readonly string[];
  readonly claims: readonly ClaimReport[];
}

const read = new Map<string, Promise<Chapter>>();

/** A chapter with its verdicts, which takes seconds: so each is read once. */
function chapter(name: string): Promise<Chapter> {
  const known = read.get(name) ?? readChapter(name);
  read.set(name, known);
  return known;
}

async function readChapter(name: string): Promise<Chapter> {
  const folder = name.startsWith('mistakes') ? './chapters' : '../../proofs/chapters';
  const text = readFileSync(new URL(`${folder}/${name}.md`, import.meta.url), 'utf8');
  const { claims } = await check(text, { as: 'md', repair: patience });
  return { text, lines: text.split('\n'), claims };
}

const verdicts = ({ claims }: Chapter): readonly string[] => claims.map(({ verdict }) => verdict);
const faults = ({ claims }: Chapter): readonly ClaimReport[] =>
  claims.filter(({ verdict }) => verdict !== 'definition' && verdict !== 'proved');

/** The lines of a chapter with mistakes, by number, the title aside. */
function planted(wrong: Chapter, right: Chapter): readonly number[] {
  return wrong.lines.flatMap((line, i) => (i > 0 && line !== right.lines[i] ? [i + 1] : []));
}

/** The lines that a claim stands on with its left side, as far as they are among those that are asked for. */
function linesOf({ line, endLine }: ClaimReport, among: readonly number[]): readonly number[] {
  return among.filter((each) => line <= each && each <= endLine);
}

/** The lines of the text after a claim's repair, without spaces. */
function repaired({ lines }: Chapter, { repair }: ClaimReport): readonly string[] {
  const after = [...lines];
  for (const { line, column, endLine, endColumn, text } of [...(repair?.edits ?? [])].reverse()) {
    const [first, last] = [after[line - 1] ?? '', after[endLine - 1] ?? ''];
    const changed = `${first.slice(0, column - 1)}${text}${last.slice(endColumn - 1)}`.split('\n');
    after.splice(line - 1, endLine - line + 1, ...changed);
  }
  return after.map((line) => line.replaceAll(/\s/g, ''));
}

describe.each(['en', 'zh'])('the chapter on convolution (%s)', (language) => {
  let [right, wrong] = [] as unknown as [Chapter, Chapter];
  beforeAll(async () => {
    right = await chapter(`convolution.${language}`);
    wrong = await chapter(`mistakes.${language}`);
  }, patience);

  test('as it should be, every relation is a definition or proved', () => {
    expect(right.claims.length).toBeGreaterThan(140);
    expect(faults(right)).toEqual([]);
    expect(right.claims.filter(({ verdict, proof }) => verdict === 'proved' && !proof?.checked)).toEqual([]);
  });

  test('each of the thirty mistakes is found, and nothing else', () => {
    const lines = planted(wrong, right);
    expect(lines).toHaveLength(30);
    expect(faults(wrong).flatMap((claim) => linesOf(claim, lines))).toEqual(lines);
    expect(faults(wrong)).toHaveLength(30);
    for (const { verdict } of faults(wrong)) expect(['refuted', 'ill-formed']).toContain(verdict);
  });

  test('most are mended as the chapter has it', () => {
    const lines = planted(wrong, right);
    const mended = faults(wrong).filter((claim) => {
      const after = repaired(wrong, claim);
      return linesOf(claim, lines).every((n) => after[n - 1] === right.lines[n - 1]?.replaceAll(/\s/g, ''));
    });
    expect(mended.length).toBeGreaterThanOrEqual(24);
  });

  test('what is false has a counterexample, what is not has none', () => {
    for (const claim of wrong.claims)
      expect(claim.counterexample !== undefined, claim.source).toBe(claim.verdict === 'refuted');
  });
});

test(
  'the same verdicts in both languages, relation by relation',
  async () => {
    for (const name of ['convolution', 'mistakes'])
      expect(verdicts(await chapter(`${name}.zh`))).toEqual(verdicts(await chapter(`${name}.en`)));
  },
  patience,
);
