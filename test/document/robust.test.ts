import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';

// Whatever the input, the answer is a report with places inside the text, never an exception.

const chapter = readFileSync(new URL('./chapters/slips.en.md', import.meta.url), 'utf8');

function report(text: string): void {
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const claim of judgeDocument(text, { as: 'md', timeout: 2000 })) {
    expect(claim.line).toBeGreaterThanOrEqual(1);
    expect(claim.line).toBeLessThanOrEqual(lines);
    expect(claim.verdict.message).not.toBe('');
  }
}

describe('any text gives a report', () => {
  for (let end = 0; end < chapter.length; end += 97)
    test(`cut off after ${end} characters`, () => report(chapter.slice(0, end)));

  test.prop([fc.shuffledSubarray(chapter.split(/(?<=[\s$])/), { minLength: 5 })], { numRuns: 60 })(
    'words in any order',
    (words) => {
      report(words.join(''));
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 200 })], { numRuns: 200 })(
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
    { numRuns: 300 },
  )('tokens in any order', (tokens) => {
    report(`Let $x = [x_{ij}]_{M \\times N}$. $$${tokens.join(' ')}$$`);
  });
});
