import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';

// Whole chapters of our own, in both languages: nothing true is called false, and every slip is found where it is.

function chapter(name: string): string {
  return readFileSync(new URL(`./chapters/${name}`, import.meta.url), 'utf8');
}

/** `11:8 ill-formed` for every relation that is not just a definition or proved. */
function faults(name: string): readonly string[] {
  return judgeDocument(chapter(name), { as: 'md' })
    .filter(({ verdict }) => verdict.verdict !== 'definition' && verdict.verdict !== 'proved')
    .map(({ line, column, verdict }) => `${line}:${column} ${verdict.verdict}`);
}

describe('a correct chapter', () => {
  test('every relation is a definition or proved', () => {
    expect(faults('turned.zh.md')).toEqual([]);
  });

  test('what is claimed is proved, what is introduced is a definition', () => {
    const claims = judgeDocument(chapter('turned.zh.md'), { as: 'md' });
    const count = (verdict: string): number => claims.filter((c) => c.verdict.verdict === verdict).length;
    expect([count('proved'), count('definition')]).toEqual([16, 21]);
  });

  test('the chapter that npm start checks', () => {
    const text = readFileSync(new URL('../../proofs/rot180.md', import.meta.url), 'utf8');
    const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
    expect(verdicts.length).toBeGreaterThan(30);
    expect(verdicts.filter((v) => v !== 'definition' && v !== 'proved')).toEqual([]);
  });
});

describe('a chapter with slips', () => {
  const expected = [
    '11:8 ill-formed', // an index that nothing binds
    '13:7 ill-formed', // an index with the name of its own limit
    '15:17 refuted', // rot90 for rot180
    '17:34 refuted', // the wrong end of a substitution
    '19:8 refuted', // M for N
    '22:8 ill-formed', // a bound that uses its own variable
    '32:7 refuted', // one wrong number
    '35:17 refuted', // one wrong number with full padding
    '38:18 refuted', // one wrong number in a rotation
    '40:29 refuted', // arithmetic
  ];

  test('every slip is found, and nothing else', () => {
    expect(faults('slips.zh.md')).toEqual(expected);
  });

  test('the same in English', () => {
    const verdicts = (name: string): readonly string[] =>
      faults(name).map((fault) => fault.replace(/^.* /, ''));
    expect(verdicts('slips.en.md')).toEqual(verdicts('slips.zh.md'));
  });

  test('counterexamples are small and say both sides', () => {
    const wrong = judgeDocument(chapter('slips.zh.md'), { as: 'md' }).filter(
      (c) => c.verdict.verdict === 'refuted',
    );
    expect(wrong.map((c) => c.verdict.counterexample?.cell ?? c.verdict.counterexample?.sizes)).toEqual([
      { I: 1, J: 2, M: 1, N: 2 },
      { M: 1 },
      { I: 1, J: 2, M: 1, N: 2 },
      [2, 2],
      [3, 4],
      [2, 1],
      {},
    ]);
  });
});

describe('a chapter on a loss that is given by formulas', () => {
  const verdicts = (name: string): readonly string[] =>
    judgeDocument(chapter(name), { as: 'md' }).map(({ verdict }) => verdict.verdict);

  test('what is true is proved, and no slip is', () => {
    const all = verdicts('losses.en.md');
    expect(all.slice(0, -3).filter((verdict) => verdict !== 'definition' && verdict !== 'proved')).toEqual(
      [],
    );
    expect(all.filter((verdict) => verdict === 'proved').length).toBe(8);
    expect(all.slice(-3)).not.toContain('proved');
  });

  test('the same in Chinese', () => {
    expect(verdicts('losses.zh.md')).toEqual(verdicts('losses.en.md'));
  });
});
