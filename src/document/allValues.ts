// Identities of what a text has not introduced: `\sum_i v_i q_{n-i} = \sum_i q_i v_{n-i}` is true whatever v and q are. Entries
// with letters below them, and values of sequences, `K(m,n)`, are numbers, at all places that there are: a proof for
// tensors that reach from -A to B, whatever A and B are, is one for all of them.

import { printNode } from '../../grammar/print.js';
import type { Node, ProductNode, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import type { Dim } from '../term/env.js';
import { scale, variable } from '../term/poly.js';
import { differentiates } from './derivatives.js';
import { isUnsaidNumber } from './ingredients.js';
import { inNative } from './inNative.js';
import { splitSubscripts } from './normalise.js';
import { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { boundNames, limitsIn, mapNode, namesIn } from './trees.js';

/** The verdict on such an equation; null for any other, and where it is not proved. */
export function forAllValues(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  const { setting, notebook } = sides;
  if (operator !== '=' || setting.hypothesis || [left, right].some(differentiates)) return null;
  const [a, b] = [left, right].map(withEntries) as [Node, Node];
  const ranks = ranksIn([a, b]);
  if (ranks === null || ranks.size === 0) return null;
  // Of what is known the text says more than that it has values.
  const isKnown = (name: string): boolean => notebook.knows(name) && !isUnsaidNumber(notebook, name);
  if ([...ranks.keys()].some((name) => isKnown(name) || notebook.isContested(name))) return null;
  const free = [...new Set([a, b].flatMap((node) => [...namesIn(node), ...boundNames(node)]))];
  const letters = free.filter((name) => !ranks.has(name));
  if (letters.some((name) => notebook.tensor(name) !== null || notebook.aliases.has(name))) return null;
  const limits = new Set([a, b].flatMap(limitsIn).flatMap((limit) => [...namesIn(limit)]));
  const reader = sides.reading(contextOf(ranks, letters, limits));
  const [x, y] = [reader.elaborated(a), reader.elaborated(b)];
  if (x.sort === 'index' || x.sort !== y.sort) return null;
  const claim = { name: null, left: x, operator, right: y, at, leftNode: a, rightNode: b };
  const verdict = judge(reader.notebook.context(), claim, setting.options);
  if (verdict.verdict !== 'proved') return null;
  const message = `true for all values of ${[...ranks.keys()].join(', ')}`;
  return { verdict: { ...verdict, message }, reading: inNative(reader, a, operator, b) };
}

/** `K(m, n)` as an entry of K. */
function withEntries(node: Node): Node {
  const inner = mapNode(node, withEntries);
  if (inner.tag !== 'product') return inner;
  const factors: ProductNode['factors'][number][] = [];
  for (const { operator, factor } of inner.factors) {
    const before = factors.at(-1);
    const isCall =
      before?.factor.tag === 'name' &&
      operator === '' &&
      factor.tag === 'group' &&
      factor.delimiter === '(' &&
      factor.items.length > 1 &&
      before.factor.range.end === factor.range.start;
    if (before === undefined || !isCall) factors.push({ operator, factor });
    else
      factors[factors.length - 1] = {
        operator: before.operator,
        factor: {
          tag: 'subscript',
          base: before.factor,
          subscripts: factor.items,
          range: { start: before.factor.range.start, end: factor.range.end },
        },
      };
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...inner, factors };
}

/**
 * How many subscripts the letters have that carry some; null where one of them stands alone, too, or anything occurs but sums
 * of products of entries, and matrices of them. A capital letter with one subscript may be a matrix, which does not commute with others.
 */
function ranksIn(nodes: readonly Node[]): ReadonlyMap<string, number> | null {
  const ranks = new Map<string, number>();
  const visit = (node: Node): boolean => {
    switch (node.tag) {
      case 'number':
        return true;
      case 'sum':
        return node.terms.every(({ term, sign }) => sign !== '+-' && (isBias(term, ranks) || visit(term)));
      case 'product':
        return node.factors.every(
          ({ operator, factor }) => ['', 'cdot', 'times'].includes(operator) && visit(factor),
        );
      case 'group':
        return node.delimiter === '(' && node.items.length === 1 && node.items.every(visit);
      case 'matrix':
        return node.rows.flat().every(visit);
      case 'reduction':
        return (
          (node.operator === 'sum' || node.operator === 'prod') &&
          node.binders.every(({ condition }) => condition === null) &&
          visit(node.body)
        );
      case 'subscript': {
        if (node.base.tag !== 'name' || node.subscripts.some(hasSubscript)) return false;
        const { name } = node.base;
        const rank = splitSubscripts(node.subscripts, null).length;
        if ((ranks.get(name) ?? rank) !== rank || (rank === 1 && !/^\p{Ll}/u.test(name))) return false;
        ranks.set(name, rank);
        return true;
      }
      default:
        return false;
    }
  };
  if (!nodes.every(visit)) return null;
  const alone = new Set(nodes.flatMap(namesAlone));
  return [...ranks.keys()].some((name) => alone.has(name)) ? null : ranks;
}

/** A small letter that is added, b, is a number. */
function isBias(node: Node, ranks: Map<string, number>): boolean {
  if (node.tag !== 'name' || !/^\p{Ll}$/u.test(node.name) || (ranks.get(node.name) ?? 0) > 0) return false;
  ranks.set(node.name, 0);
  return true;
}

function hasSubscript(node: Node): boolean {
  return printNode(node).includes('_');
}

/** The names in subscripts and limits. */
function namesAlone(node: Node): readonly string[] {
  const limits = limitsIn(node).flatMap((limit) => [...namesIn(limit)]);
  const below = (n: Node): readonly string[] =>
    n.tag === 'subscript' ? n.subscripts.flatMap((s) => [...namesIn(s)]) : [];
  const all: string[] = [...limits, ...boundNames(node)];
  const visit = (n: Node): Node => {
    all.push(...below(n));
    return mapNode(n, visit);
  };
  visit(node);
  return all;
}

/** Tensors that reach from -A to B in each direction; limits are sizes, all other letters any indices. */
function contextOf(
  ranks: ReadonlyMap<string, number>,
  letters: readonly string[],
  limits: ReadonlySet<string>,
): Notebook {
  const reach: Dim = { lo: scale(variable('A#0'), -1n), hi: variable('B#0') };
  let notebook = Notebook.empty.withSizes(['A#0', 'B#0', ...letters.filter((name) => limits.has(name))]);
  for (const [name, rank] of ranks)
    notebook = notebook.withTensor({
      name,
      dims: Array.from({ length: rank }, () => reach),
      definition: null,
    });
  return notebook.withLetters(letters.filter((name) => !limits.has(name)));
}
