// From what LaTeX writes to what the native notation would write: `x_{ij}` becomes x_<i,j>, `\text{rot-90}` a name
// of the prelude, `X_{rot90}` a name of its own. What depends on ranks is asked of the section's notebook.

import { printNode } from '../../grammar/print.js';
import type { FractionNode, Node, ProductNode, Range } from '../../grammar/tree.js';
import { ReadingError } from '../term/reading.js';
import { asInterval } from './conditionNodes.js';
import { applied, asDerivative, asDiff, type Derivative, signsBeside } from './derivatives.js';
import { withExtremes } from './extremes.js';
import { overWholeLine } from './integrals.js';

/** What the reader must know of a name. */
export interface Ranks {
  /** The number of subscripts of a tensor, null if the name is no known tensor. */
  rank(name: string): number | null;
  /** Whether the name is an index or a size: then it is a subscript, and no label. */
  isIndex(name: string): boolean;
  /** Whether a tensor is given, and is not the one of which this is an entry: it does not depend on it. */
  isApart(name: string, entry: Node): boolean;
}

/** Words for operations of the prelude. */
const operations: ReadonlyMap<string, string> = new Map([
  ['rot180', 'rot180'],
  ['ROT180', 'rot180'],
  ['rot_180', 'rot180'],
  ['flip', 'rot180'],
  ['rot90', 'rot90'],
  ['rot-90', 'rot270'],
  ['rot270', 'rot270'],
]);

/** The operation that a word stands for, as in `W^{rot180}`, or null. */
export function operationNamed(word: string): string | null {
  return operations.get(word) ?? null;
}

/** The same formula as the native notation has it. Throws ReadingError 'unsupported' at what has no reading there. */
export function normalise(node: Node, ranks: Ranks): Node {
  const again = (child: Node): Node => normalise(child, ranks);
  switch (node.tag) {
    case 'name':
      return { ...node, name: operations.get(node.name) ?? node.name };
    case 'number':
    case 'dots':
      return node.tag === 'dots'
        ? unsupported(node.range, 'dots stand for terms that are not written')
        : node;
    case 'sum':
      return { ...node, terms: node.terms.map(({ sign, term }) => ({ sign, term: again(term) })) };
    case 'product':
      return normaliseProduct(node, ranks);
    case 'group':
      return { ...node, items: node.items.map(again) };
    case 'power':
      return { ...node, base: again(node.base), exponent: again(node.exponent) };
    case 'fraction':
      return normaliseFraction(node, ranks);
    case 'matrix':
      return { ...node, rows: node.rows.map((row) => row.map(again)) };
    case 'relation': {
      const interval = asInterval(node);
      if (interval !== null) return again(interval);
      return {
        ...node,
        first: node.first === null ? null : again(node.first),
        rest: node.rest.map((r) => ({ ...r, right: again(r.right) })),
      };
    }
    case 'logic':
      return { ...node, args: node.args.map(again) };
    case 'guard':
      return { ...node, conditions: node.conditions.map(again), body: again(node.body) };
    case 'reduction': {
      const whole = isQuantity('d', ranks) ? node : overWholeLine(node);
      if (whole !== node && whole.tag !== 'reduction') return again(whole);
      const { binders, body } = whole.tag === 'reduction' ? whole : node;
      return {
        ...node,
        binders: binders.map((b) => ({
          ...b,
          from: b.from === null ? null : again(b.from),
          to: b.to === null ? null : again(b.to),
        })),
        body: again(body),
      };
    }
    case 'subscript':
      return normaliseEntry(node.base, node.subscripts, node.range, ranks);
    case 'superscript':
      return normalisePower(node.base, node.superscript, node.range, ranks);
    case 'accent':
      if (node.base.tag === 'name')
        return { tag: 'name', range: node.range, name: `${node.base.name}${node.accent}` };
      // A line under a formula lays stress on it, under a name it makes another one.
      if (node.accent === 'underline') return again(node.base);
      return unsupported(node.range, `${node.accent} over a formula`);
    case 'cases':
      return {
        ...node,
        arms: node.arms.map(({ value, conditions }) => ({
          value: again(value),
          conditions: conditions === 'otherwise' ? conditions : conditions.map(again),
        })),
      };
    case 'words':
      return unsupported(node.range, `the words ${JSON.stringify(node.text)}`);
    case 'command':
      if (node.command === 'divides') return { ...node, args: node.args.map(again) };
      return unsupported(node.range, `${node.command}`);
  }
}

function normaliseProduct(given: ProductNode, ranks: Ranks): Node {
  const factors = ranks.rank('max') === null ? withExtremes(given.factors) : given.factors;
  const [only] = factors;
  if (factors.length === 1 && only !== undefined) return normalise(only.factor, ranks);
  const node = { ...given, factors };
  refuseListing(factors);
  const derivative = applied(node, signsBeside(isQuantity('d', ranks)));
  const kept = derivative === null ? factors : factors.slice(0, -2);
  const again = kept.map(({ operator, factor }) => ({ operator, factor: normalise(factor, ranks) }));
  if (derivative === null) return { ...node, factors: again };
  const { operator } = factors.at(-2) as (typeof factors)[number];
  const whole = { ...node, range: { start: factors.at(-2)?.factor.range.start ?? 0, end: node.range.end } };
  const factor = normalise(asDiff(withoutBiases(derivative, ranks), whole, ranks.rank), ranks);
  return again.length === 0 ? factor : { ...node, factors: [...again, { operator, factor }] };
}

/**
 * `\frac{\partial}{\partial w_m}(\sum_m w_m x_{k+m} + b)` without b, of which each entry of the sum has one of its own:
 * whichever it is, it does not depend on w.
 */
function withoutBiases({ of, by }: Derivative, { rank, isApart }: Ranks): Derivative {
  if (of?.tag !== 'sum') return { of, by };
  const isBias = (term: Node): boolean =>
    term.tag === 'name' && (rank(term.name) ?? 0) > 0 && isApart(term.name, by);
  const terms = of.terms.filter(({ term }) => !isBias(term));
  return { of: terms.length === 0 ? of : { ...of, terms }, by };
}

function normaliseFraction(node: FractionNode, ranks: Ranks): Node {
  const derivative = asDerivative(node, signsBeside(isQuantity('d', ranks)));
  if (derivative !== null)
    return normalise(asDiff(withoutBiases(derivative, ranks), node, ranks.rank), ranks);
  return {
    ...node,
    numerator: normalise(node.numerator, ranks),
    denominator: normalise(node.denominator, ranks),
  };
}

function isQuantity(name: string, ranks: Ranks): boolean {
  return ranks.rank(name) !== null || ranks.isIndex(name);
}

/** `1 2 3` is a list without commas, `1\frac12` a mixed number: neither is a product; `2\frac{1}{B}` is one. */
function refuseListing(factors: Extract<Node, { tag: 'product' }>['factors']): void {
  factors.forEach(({ operator, factor }, i) => {
    const before = factors[i - 1]?.factor;
    const numeric =
      factor.tag === 'number' ||
      (factor.tag === 'fraction' && factor.numerator.tag === 'number' && factor.denominator.tag === 'number');
    if (operator === '' && before?.tag === 'number' && numeric)
      unsupported(factor.range, 'numbers side by side');
  });
}

function unsupported(range: Range, what: string): never {
  throw new ReadingError('unsupported', range, what);
}

/** `X^2` is a power, `X^{(l)}` and `X^T` are something else, which is not read yet. */
function normalisePower(base: Node, superscript: Node, range: Range, ranks: Ranks): Node {
  if (superscript.tag === 'number' && /^\d+$/.test(superscript.text))
    return { tag: 'power', range, base: normalise(base, ranks), exponent: superscript };
  return unsupported(range, `the superscript ${printNode(superscript)}`);
}

/** The name that a subscripted letter is as a whole (`X_{rot90}`, `X_1`), or null when the subscript is one. */
export function compoundName(base: Node, subscripts: readonly Node[], ranks: Ranks): string | null {
  const [only] = subscripts;
  if (base.tag !== 'name' || subscripts.length !== 1 || only === undefined) return null;
  // A matrix of several, X_1, or a size, k_1, where X or k is no tensor of which it might be an entry.
  if (only.tag === 'number')
    return /^\p{L}'*$/u.test(base.name) && ranks.rank(base.name) === null ? `${base.name}${only.text}` : null;
  if (only.tag !== 'name' || ranks.isIndex(only.name)) return null;
  const word = /^\p{L}{2,}/u.test(only.name);
  const label = /^\p{Lu}$/u.test(only.name) && /^\p{Lu}'*$/u.test(base.name);
  return word || label ? `${base.name}${operations.get(only.name) ?? only.name}` : null;
}

function normaliseEntry(base: Node, subscripts: readonly Node[], range: Range, ranks: Ranks): Node {
  const compound = compoundName(base, subscripts, ranks);
  if (compound !== null) return { tag: 'name', range, name: compound };
  const inner = normalise(base, ranks);
  const rank = inner.tag === 'name' ? ranks.rank(inner.name) : null;
  return {
    tag: 'subscript',
    range,
    base: inner,
    subscripts: splitSubscripts(subscripts, rank).map((s) => normalise(s, ranks)),
  };
}

/**
 * `x_{ij}` has two subscripts when x has two dimensions (or when nothing else is known and they are single letters),
 * `x_{11}` likewise.
 */
export function splitSubscripts(subscripts: readonly Node[], rank: number | null): readonly Node[] {
  const [only] = subscripts;
  if (subscripts.length !== 1 || only === undefined || rank === 1 || rank === 0) return subscripts;
  if (only.tag === 'number' && /^\d+$/.test(only.text) && only.text.length > 1) {
    if (rank !== null && only.text.length !== rank) return subscripts;
    return [...only.text].map((digit, i) => ({
      tag: 'number',
      text: digit,
      range: { start: only.range.start + i, end: only.range.start + i + 1 },
    }));
  }
  if (only.tag !== 'product') return subscripts;
  const parts = only.factors.flatMap(({ operator, factor }) =>
    operator === '' ? [...digits(factor)] : [null],
  );
  const plain = parts.every((p) => p !== null && (p.tag === 'number' || p.tag === 'name'));
  if (!plain || (rank !== null && parts.length !== rank)) return subscripts;
  return parts as readonly Node[];
}

function digits(factor: Node): readonly Node[] {
  return factor.tag === 'number' && factor.text.length > 1 ? splitSubscripts([factor], null) : [factor];
}
