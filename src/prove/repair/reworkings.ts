// Edits that add, leave out or exchange a part: `+1` in a subscript, a sign or a factor too many, two subscripts in
// the wrong order, a turn that is missing, a sum that was forgotten.

import type { BinderNode, Node, ProductNode, Range, SumNode } from '../../../grammar/tree.js';
import type { Edit, Lexicon, Site, Splice } from './edit.js';
import { pointAt } from './tree.js';
import { turns } from './turns.js';

/** Every reworking of a node of a side that has the `words`; `summed` are the ranges of the other side's sums. */
export function* reworkings(
  site: Site,
  lexicon: Lexicon,
  source: string,
  words: ReadonlySet<string>,
  summed: readonly BinderNode[],
): Generator<Edit> {
  const { node } = site;
  yield* additions(site, lexicon);
  yield* coefficients(site, lexicon);
  yield* powers(site, source);
  switch (node.tag) {
    case 'sum':
      yield* termsLeftOut(site, node);
      break;
    case 'product':
      yield* factorsLeftOut(site, node);
      yield* operandsExchanged(site, node, source);
      break;
    case 'subscript':
      yield* exchanged(site, node.subscripts, 1, source, 1.2);
      break;
    case 'group':
      yield* exchanged(site, node.items, 0, source, 1.3);
      break;
    case 'reduction':
      yield* boundsExchanged(site, node, source);
      break;
    case 'guard':
      yield* conditionsLeftOut(site, node);
      break;
    default:
  }
  yield* turns(site, lexicon, words, source);
  if (site.path.length === 0) yield* forgottenSums(site, summed);
}

const number = (value: number, range: Range): Node => ({ tag: 'number', text: String(value), range });

const name = (text: string, range: Range): Node => ({ tag: 'name', name: text, range });

/** Whether a node is a whole subscript, bound or side of a comparison, where something can be added to it. */
function isIndexPlace({ role, node }: Site, parent: Node | null): boolean {
  if (role !== 'index' || parent === null) return false;
  if (node.tag !== 'name' && node.tag !== 'sum' && node.tag !== 'product' && node.tag !== 'number')
    return false;
  return parent.tag === 'subscript' || parent.tag === 'reduction' || parent.tag === 'relation';
}

/**
 * `k` → `k+1`, `M` → `M-1`, `i+1` → `i-k+1`: in subscripts and bounds; in comparisons only ±1, for with more of them
 * almost any condition can be made to hold always.
 */
function* additions(site: Site, { indices, sizes }: Lexicon): Generator<Edit> {
  const { node, path, bound, parent } = site;
  if (!isIndexPlace(site, parent)) return;
  const numbered =
    node.tag === 'number' || (node.tag === 'sum' && node.terms.some((t) => t.term.tag === 'number'));
  const parts: (readonly [text: string, term: (at: Range) => Node, cost: number])[] = [];
  if (!numbered) parts.push(['1', (at) => number(1, at), 1.5]);
  for (const each of new Set([...bound, ...indices, ...sizes]))
    if (!hasTerm(node, each) && parent?.tag !== 'relation') parts.push([each, (at) => name(each, at), 2.1]);
  const at = pointAt(node.range.end);
  for (const [text, term, cost] of parts) {
    for (const sign of ['+', '-'] as const) {
      yield {
        path,
        change: (old) => withTerm(old, sign, term(at)),
        splices: [{ range: at, text: `${sign}${text}` }],
        cost,
      };
    }
  }
}

function hasTerm(node: Node, each: string): boolean {
  if (node.tag === 'sum') return node.terms.some(({ term }) => hasTerm(term, each));
  return node.tag === 'name' && node.name === each;
}

function withTerm(node: Node, sign: '+' | '-', term: Node): Node {
  const before: SumNode['terms'] = node.tag === 'sum' ? node.terms : [{ sign: '+', term: node }];
  return { tag: 'sum', terms: [...before, { sign, term }], range: node.range };
}

/** `k` → `2k` in an index expression, and a term twice, halved, or divided by a size. */
function* coefficients(site: Site, { sizes }: Lexicon): Generator<Edit> {
  const { node, path, role, parent } = site;
  const at = pointAt(node.range.start);
  if (role === 'index') {
    if (node.tag !== 'name' || parent?.tag === 'product') return;
    yield times(path, number(2, at), at, '2', 1.8);
    return;
  }
  if (role !== 'formula' || (parent !== null && parent.tag !== 'sum')) return;
  if (node.tag === 'sum' || node.tag === 'matrix') return;
  yield times(path, number(2, at), at, '2 ', 2.1);
  const divided = node.tag === 'product' && node.factors.some(({ operator }) => operator === '/');
  if (divided) return;
  for (const size of sizes) yield times(path, name(size, at), at, `${size} `, 2.4);
}

function times(path: Site['path'], factor: Node, at: Range, text: string, cost: number): Edit {
  return {
    path,
    change: (old) => {
      const factors = old.tag === 'product' ? old.factors : [{ operator: '' as const, factor: old }];
      return { tag: 'product', factors: [{ operator: '', factor }, ...factors], range: old.range };
    },
    splices: [{ range: at, text }],
    cost,
  };
}

/** `x` → `x^2`, `x^2` → `x`. */
function* powers({ node, path, parent, isBase, role }: Site, source: string): Generator<Edit> {
  if (node.tag === 'power') {
    const { base, exponent } = node;
    const gap = { start: base.range.end, end: exponent.range.end };
    const braced = source.charAt(gap.end) === '}' && source.slice(gap.start, gap.end).includes('{');
    yield {
      path,
      change: (old) => (old.tag === 'power' ? old.base : old),
      splices: [{ range: { ...gap, end: gap.end + (braced ? 1 : 0) }, text: '' }],
      cost: exponent.tag === 'number' && exponent.text === '2' ? 1 : 1.8,
    };
    return;
  }
  const raised = node.tag === 'subscript' || (node.tag === 'name' && role === 'formula' && !isBase);
  if (!raised || role === 'index' || parent?.tag === 'power') return;
  const at = pointAt(node.range.end);
  yield {
    path,
    change: (old) => ({ tag: 'power', base: old, exponent: number(2, at), range: old.range }),
    splices: [{ range: at, text: '^2' }],
    cost: 2.1,
  };
}

/** `k+m-1` → `k+m`, `a + b` → `a`. */
function* termsLeftOut({ path, role }: Site, sum: SumNode): Generator<Edit> {
  if (sum.terms.length < 2) return;
  for (const [i, { term }] of sum.terms.entries()) {
    const next = sum.terms[i + 1];
    const range =
      i === 0
        ? { start: sum.range.start, end: next?.sign === '-' ? term.range.end : (next?.term.range.start ?? 0) }
        : { start: (sum.terms[i - 1] as { term: Node }).term.range.end, end: term.range.end };
    yield {
      path,
      change: (node) => {
        if (node.tag !== 'sum') return node;
        const terms = node.terms.filter((_, j) => j !== i);
        const [only] = terms;
        return terms.length === 1 && only?.sign === '+' ? only.term : { ...node, terms };
      },
      splices: [{ range, text: '' }],
      cost: role === 'index' ? (term.tag === 'number' && term.text === '1' ? 1.45 : 1.7) : 2.3,
    };
  }
}

/** `2 x` → `x`; of tensors beside a sign, or before parentheses, nothing is left out here. */
function* factorsLeftOut({ path, role }: Site, product: Node & { tag: 'product' }): Generator<Edit> {
  const { factors } = product;
  for (const [i, { operator, factor }] of factors.entries()) {
    const next = factors[i + 1];
    if (next?.operator === '/' && factor.tag === 'number' && factors.length > 2 && i === 0)
      yield quotientLeftOut(path, factor, factors[2] as ProductNode['factors'][number]);
    const joined = [operator, next?.operator ?? ''].every((sign) => sign === '' || sign === '*');
    if (!joined || (factor.tag === 'name' && next?.factor.tag === 'group')) continue;
    const range =
      next !== undefined
        ? { start: factor.range.start, end: next.factor.range.start }
        : { start: (factors[i - 1] as { factor: Node }).factor.range.end, end: factor.range.end };
    yield {
      path,
      change: (node) => {
        if (node.tag !== 'product') return node;
        const rest = node.factors.filter((_, j) => j !== i);
        const [first] = rest;
        if (rest.length === 1 && first !== undefined) return first.factor;
        return { ...node, factors: rest.map((each, j) => (j === 0 ? { ...each, operator: '' } : each)) };
      },
      splices: [{ range, text: '' }],
      cost: factor.tag === 'number' ? 1.6 : role === 'index' ? 1.8 : 2.3,
    };
  }
}

/** `1/M x` → `x`: the first two factors of a product go. */
function quotientLeftOut(path: Site['path'], one: Node, third: ProductNode['factors'][number]): Edit {
  return {
    path,
    change: (node) => {
      if (node.tag !== 'product') return node;
      const [first, ...rest] = node.factors.slice(2);
      if (first === undefined) return node;
      return rest.length === 0 ? first.factor : { ...node, factors: [{ ...first, operator: '' }, ...rest] };
    },
    splices: [{ range: { start: one.range.start, end: third.factor.range.start }, text: '' }],
    cost: 2,
  };
}

/** `W * X` → `X * W`. */
function* operandsExchanged(
  { path }: Site,
  product: Node & { tag: 'product' },
  source: string,
): Generator<Edit> {
  for (const [i, { operator, factor }] of product.factors.entries()) {
    const before = product.factors[i - 1];
    if (before === undefined || operator === '' || operator === '/') continue;
    // An operand that is an application has two factors, which only a whole side can be exchanged with.
    if (product.factors.length !== 2) continue;
    yield {
      path,
      change: (node) => {
        if (node.tag !== 'product') return node;
        const [a, b] = node.factors;
        if (a === undefined || b === undefined) return node;
        return {
          ...node,
          factors: [
            { ...a, factor: b.factor },
            { ...b, factor: a.factor },
          ],
        };
      },
      splices: exchange(source, before.factor.range, factor.range),
      cost: 1.3,
    };
  }
}

/** Two neighbours in a list exchanged: subscripts, arguments. `offset` is the number of children before the list. */
function* exchanged(
  { path }: Site,
  list: readonly Node[],
  offset: number,
  source: string,
  cost: number,
): Generator<Edit> {
  for (let i = 1; i < list.length; i++) {
    const [a, b] = [list[i - 1] as Node, list[i] as Node];
    yield {
      path,
      change: (node) => {
        const swap = (all: readonly Node[]): readonly Node[] =>
          all.map((each, j) => (j === i - 1 ? (all[i] as Node) : j === i ? (all[i - 1] as Node) : each));
        if (node.tag === 'subscript' && offset === 1) return { ...node, subscripts: swap(node.subscripts) };
        return node.tag === 'group' ? { ...node, items: swap(node.items) } : node;
      },
      splices: exchange(source, a.range, b.range),
      cost,
    };
  }
}

/** The two stretches of the source exchanged. */
function exchange(source: string, a: Range, b: Range): readonly Splice[] {
  return [
    { range: a, text: source.slice(b.start, b.end) },
    { range: b, text: source.slice(a.start, a.end) },
  ];
}

/** The upper limits of two sums exchanged, or the limits of one. */
function* boundsExchanged({ path }: Site, sum: Node & { tag: 'reduction' }, source: string): Generator<Edit> {
  for (const [i, { from, to }] of sum.binders.entries()) {
    const next = sum.binders[i + 1];
    if (next !== undefined && to !== null && next.to !== null)
      yield {
        path,
        change: rebound((all) => {
          const [a, b] = [all[i] as BinderNode, all[i + 1] as BinderNode];
          return all.map((each, j) =>
            j === i ? { ...a, to: b.to } : j === i + 1 ? { ...b, to: a.to } : each,
          );
        }),
        splices: exchange(source, to.range, next.to.range),
        cost: 1.5,
      };
    if (from !== null && to !== null)
      yield {
        path,
        change: rebound((all) =>
          all.map((each, j) => (j === i ? { ...each, from: each.to, to: each.from } : each)),
        ),
        splices: exchange(source, from.range, to.range),
        cost: 1.5,
      };
  }
}

function rebound(change: (binders: readonly BinderNode[]) => readonly BinderNode[]): Edit['change'] {
  return (node) => (node.tag === 'reduction' ? { ...node, binders: change(node.binders) } : node);
}

/** One condition less; the last one goes with its brackets. */
function* conditionsLeftOut({ path }: Site, guard: Node & { tag: 'guard' }): Generator<Edit> {
  const { conditions, body } = guard;
  if (conditions.length === 1) {
    const range = { start: guard.range.start, end: body.range.start };
    const change = (node: Node): Node => (node.tag === 'guard' ? node.body : node);
    yield { path, change, splices: [{ range, text: '' }], cost: 2.1 };
    return;
  }
  for (const [i, each] of conditions.entries()) {
    const next = conditions[i + 1];
    const range =
      next !== undefined
        ? { start: each.range.start, end: next.range.start }
        : { start: (conditions[i - 1] as Node).range.end, end: each.range.end };
    yield {
      path,
      change: (node) =>
        node.tag !== 'guard' ? node : { ...node, conditions: node.conditions.filter((_, j) => j !== i) },
      splices: [{ range, text: '' }],
      cost: 2,
    };
  }
}

/** `e` → `sum_<m=1..M> e`, with a range of the other side. */
function* forgottenSums({ path }: Site, summed: readonly BinderNode[]): Generator<Edit> {
  for (const binder of summed) {
    if (binder.from === null || binder.to === null) continue;
    yield {
      path,
      change: (body) => ({ tag: 'reduction', operator: 'sum', binders: [binder], body, range: body.range }),
      // Where the sum would end depends on what follows.
      splices: null,
      cost: 2.2,
    };
  }
}
