import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import type { TextKind } from '../../src/document/scan.js';
import { checkPieces, formulas } from './scan-support.js';

// Whatever the input, the answer is a report with places inside the text, never an exception. `npm run robust` makes ten
// times as many inputs, more than 5,000.

const inputs = Number(process.env.INPUTS ?? 1);

const chapter = readFileSync(new URL('./chapters/slips.en.md', import.meta.url), 'utf8');

function report(text: string, as: TextKind = 'md'): void {
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const claim of judgeDocument(text, { as, timeout: 2000, repair: 0 })) {
    expect(claim.line).toBeGreaterThanOrEqual(1);
    expect(claim.line).toBeLessThanOrEqual(lines);
    expect(claim.verdict.message).not.toBe('');
  }
}

describe.each(['md', 'tex', 'rst'] as const)('a chapter in %s', (as) => {
  const text = readFileSync(new URL(`./chapters/containers.${as}`, import.meta.url), 'utf8');
  const parts = text.split(/(?<=\s|[`$\\{}])/);

  test('cut off anywhere is read up to there', () => {
    const whole = formulas(text, as).map(({ end }) => end);
    for (let end = 0; end < text.length; end += 3) {
      const found = new Set(checkPieces(text.slice(0, end), as).map((piece) => piece.end));
      expect(whole.filter((at) => at <= end && !found.has(at))).toEqual([]);
    }
  });

  for (let end = 100; end < text.length; end += 300)
    test(`cut off after ${end} characters gives a report`, () => report(text.slice(0, end), as));

  test.prop([fc.shuffledSubarray(parts, { minLength: 5 })], { numRuns: 15 * inputs })(
    'words in any order',
    (words) => {
      report(words.join(''), as);
    },
  );
});

describe('any text gives a report', () => {
  for (let end = 0; end < chapter.length; end += 97)
    test(`cut off after ${end} characters`, () => report(chapter.slice(0, end)));

  test.prop([fc.shuffledSubarray(chapter.split(/(?<=[\s$])/), { minLength: 5 })], { numRuns: 60 * inputs })(
    'words in any order',
    (words) => {
      report(words.join(''));
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 200 })], { numRuns: 200 * inputs })(
    'characters of any kind',
    (text) => {
      report(`$${text}$ and $$${text}=1$$`);
    },
  );

  test.prop(
    [
      fc.array(
        fc.constantFrom(
          'x',
          '_',
          '{',
          '}',
          '^',
          '=',
          '\\sum',
          '\\frac',
          '[',
          ']',
          'M',
          '1',
          ',',
          '\\times',
          '&',
          '\\\\',
          '\\begin{aligned}',
          '\\end{aligned}',
          '*',
          '(',
          ')',
        ),
        { maxLength: 30 },
      ),
    ],
    { numRuns: 300 * inputs },
  )('tokens in any order', (tokens) => {
    report(`Let $x = [x_{ij}]_{M \\times N}$. $$${tokens.join(' ')}$$`);
  });
});
