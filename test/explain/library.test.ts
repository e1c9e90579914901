import { readdirSync, readFileSync } from 'node:fs';
import katex from 'katex';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { alignedChain } from '../../src/explain/aligned.js';
import { derivationOf } from '../../src/explain/derive.js';
import { written } from '../../src/explain/formats.js';
import { type Block, flat, pageOf } from '../../src/explain/page.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';

// The derivations of all theorems in proofs/: each is read again by the checker of documents, which accepts every line of
// it, and set by KaTeX. A run looks at a share of them, each in another language, format and detail;
// `DERIVATIONS=1 npx vitest run test/explain/library` at all.

const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);
/** One theorem in so many. */
const share = Number(process.env.DERIVATIONS ?? 10);
console.log(`derivations: CONVPROOF_SEED=${seed}, one in ${share}`);

const files = readdirSync('proofs', { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.conv'))
  .sort();
const accepted = ['proved', 'definition'];

let theorems = 0;
let looked = 0;

/** Whether the theorem is looked at; `way` says in which language, format and detail. */
function* asked(): Generator<{ readonly isAsked: boolean; readonly way: number }> {
  for (;;) {
    const number = theorems++ + seed;
    yield { isAsked: number % share === 0, way: Math.floor(number / share) };
  }
}
const turns = asked();

function formulasOf(page: readonly Block[]): readonly string[] {
  return flat(page).flatMap((block) => {
    if (block.tag === 'chain') return [alignedChain(block)];
    return block.tag === 'sentence'
      ? block.pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.latex]))
      : [];
  });
}

/** The formulas that a rule makes of the one before, and look the same. */
function repeated(page: readonly Block[]): readonly string[] {
  return flat(page).flatMap((block) =>
    block.tag === 'chain'
      ? block.rows.flatMap(({ to, note }, i) =>
          note.length > 0 && to.latex === (block.rows[i - 1]?.to ?? block.left).latex ? [to.latex] : [],
        )
      : [],
  );
}

describe('the derivations of the library', () => {
  test.each(files)('%s', (path) => {
    const source = readFileSync(`proofs/${path}`, 'utf8');
    let way = 0;
    const chosen = (): boolean => {
      const turn = turns.next().value;
      if (turn.isAsked) way = turn.way;
      return turn.isAsked;
    };
    for (const judged of theoremsOf(source, chosen, { ...defaultOptions, repair: 0 })) {
      if (judged.verdict.verdict !== 'proved') continue;
      looked++;
      const [lang, other] = way & 1 ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
      const to = way & 2 ? 'latex' : 'markdown';
      const detail = way & 4 ? 'full' : 'brief';
      const derivation = derivationOf(judged, { ...defaultOptions, detail, repair: 0 });
      const page = pageOf(derivation, lang);
      const claims = judgeDocument(written([page], to, lang), {
        as: to === 'latex' ? 'tex' : 'md',
        repair: 0,
      });
      const name = `${judged.name} in ${lang}, ${to}, ${detail}`;
      expect(claims.length, name).toBeGreaterThan(0);
      for (const { verdict, source: line } of claims)
        expect(accepted, `${name}: ${line}: ${verdict.message}`).toContain(verdict.verdict);
      expect(repeated(page), name).toEqual([]);
      for (const formula of [...formulasOf(page), ...formulasOf(pageOf(derivation, other))])
        expect(
          () => katex.renderToString(formula, { displayMode: true, strict: 'error', throwOnError: true }),
          name,
        ).not.toThrow();
    }
  });

  // What is not looked at cannot fail.
  afterAll(() => expect(looked).toBeGreaterThan(theorems / share / 2));
});
