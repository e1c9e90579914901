import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NotationError } from '../../grammar/errors.js';
import { check, prove } from '../../src/index.js';
import { root } from './run.js';

function texts(folder: string, ending = '.conv'): readonly (readonly [name: string, text: string])[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]);
}

describe('every theorem in proofs/ is proved and checked', () => {
  test.each(texts('proofs'))('%s', (_, text) => {
    expect(text).toMatch(/^# .*\n# .*\n\n/);
    const { claims } = prove(text);
    expect(claims.length).toBeGreaterThan(0);
    for (const { name, verdict, message, proof } of claims) {
      expect({ name, verdict, message }).toMatchObject({ verdict: 'proved' });
      expect(proof?.checked).toBe(true);
    }
  });
});

describe('every relation of a chapter in proofs/ is proved or a definition', () => {
  test.each(texts('proofs', '.md'))('%s', async (_, text) => {
    const { claims, summary } = await check(text, { as: 'md' });
    expect(summary.proved + summary.definition).toBe(claims.length);
    expect(claims.filter(({ verdict, proof }) => verdict === 'proved' && proof?.checked !== true)).toEqual(
      [],
    );
  });
});

describe('every mistake in test/reject/ is met with the message beside it (`npm run bless` writes it)', () => {
  test.each(texts('test/reject'))('%s', async (name, text) => {
    const expected = text.replace(/^# expect: .*$/m, () => `# expect: ${outcome(text)}`);
    await expect(expected).toMatchFileSnapshot(`../reject/${name}`);
  });
});

function outcome(text: string): string {
  try {
    return prove(text)
      .claims.map(({ verdict, message }) => `${verdict}: ${message}`)
      .join('\n');
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return `syntax: ${(error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '')}`;
  }
}
