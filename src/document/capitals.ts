// Names of several capital letters, `RF_l = RF_{l-1} + …` for a receptive field: in TeX they look like products. They are
// names where nothing is said of any of their letters apart.

import { NotationError } from '../../grammar/errors.js';
import type { Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { asSpace } from './sides.js';
import { mapNode } from './trees.js';

/** The pieces of a document with each of these names as one. */
export function withCapitals(pieces: readonly Piece[]): readonly Piece[] {
  const names = namesOf(pieces);
  if (names.size === 0) return pieces;
  const joined = (node: Node): Node => {
    const inner = mapNode(node, joined);
    if (inner.tag !== 'product') return inner;
    const factors = runsIn(inner).flatMap((run) => (names.has(wordOf(run)) ? [joinedRun(run)] : run));
    const [only] = factors;
    return factors.length === 1 && only !== undefined ? only.factor : { ...inner, factors };
  };
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, joined) } : piece,
  );
}

type Factor = ProductNode['factors'][number];

/** What a product introduces at the left of an equation, each letter being without a meaning of its own. */
function namesOf(pieces: readonly Piece[]): ReadonlySet<string> {
  const nodes = pieces.flatMap((piece) => {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) return [];
    return formula.rows.flatMap(({ items }) => items.map(({ node }) => node));
  });
  const introduced = nodes.flatMap((node) => {
    const left = node.tag === 'relation' && node.rest[0]?.operator === '=' ? node.first : null;
    const [run, ...more] = left?.tag === 'product' ? runsIn(left) : [];
    return run === undefined || more.length > 0 ? [] : [wordOf(run)];
  });
  const words = new Set(introduced.filter((word) => word.length > 1 && new Set(word).size === word.length));
  if (words.size === 0) return words;
  const apart = new Set(nodes.flatMap((node) => lettersApart(node, words)));
  return new Set([...words].filter((word) => [...word].every((letter) => !apart.has(letter))));
}

/** The factors, those together that are capital letters with nothing between them; only the last may carry something. */
function runsIn({ factors }: ProductNode): readonly (readonly Factor[])[] {
  const runs: Factor[][] = [];
  for (const factor of factors) {
    const run = runs.at(-1);
    const before = run?.at(-1)?.factor;
    const isNext =
      before?.tag === 'name' &&
      capitalOf(before) !== null &&
      capitalOf(factor.factor) !== null &&
      factor.operator === '' &&
      before.range.end === factor.factor.range.start;
    if (isNext) run?.push(factor);
    else runs.push([factor]);
  }
  return runs;
}

/** X of `X`, `X_l` and `X^l`. */
function capitalOf(node: Node): string | null {
  if (node.tag === 'subscript' || node.tag === 'superscript') return capitalOf(node.base);
  return node.tag === 'name' && /^\p{Lu}$/u.test(node.name) ? node.name : null;
}

function wordOf(run: readonly Factor[]): string {
  return run.map(({ factor }) => capitalOf(factor) ?? '').join('');
}

/** RF_l of R and F_l. */
function joinedRun(run: readonly Factor[]): Factor {
  const [first, last] = [run[0], run.at(-1)] as [Factor, Factor];
  const { start } = first.factor.range;
  const renamed = (node: Node): Node => {
    const range = { start, end: node.range.end };
    return node.tag === 'subscript' || node.tag === 'superscript'
      ? { ...node, range, base: renamed(node.base) }
      : { tag: 'name', name: wordOf(run), range };
  };
  return { ...first, factor: renamed(last.factor) };
}

/** The capital letters that a formula uses outside of such words. */
function lettersApart(node: Node, words: ReadonlySet<string>): readonly string[] {
  if (node.tag === 'name') return [node.name];
  if (asSpace(node) !== null) return [];
  if (node.tag !== 'product') return children(node).flatMap((child) => lettersApart(child, words));
  return runsIn(node).flatMap((run) => {
    const inner = run.flatMap(({ factor }) => children(factor));
    if (run.length > 1 && words.has(wordOf(run)))
      return inner.filter(({ tag }) => tag !== 'name').flatMap((child) => lettersApart(child, words));
    return run.flatMap(({ factor }) => lettersApart(factor, words));
  });
}
