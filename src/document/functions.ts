// Equations between functions of which nothing is known, and between integrals over the real line, or sums over all
// integers, of them: the convolution of functions. What the text introduced by such a formula is written out, `(f \circledast g)(t)` too.

import type { GroupNode, Node, ProductOperator, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { suppositionsOf, undecided } from '../prove/verdict.js';
import type { ClaimReading } from '../term/context.js';
import { isName } from '../term/env.js';
import { children } from '../term/walk.js';
import { inNative } from './inNative.js';
import { overWholeLine } from './integrals.js';
import type { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import { differentials, instance, type Saying } from './sayings.js';
import type { SideReader } from './sideReader.js';
import { subjectOf } from './subjects.js';
import { boundNames, mapChildren } from './trees.js';

/** Definitions that are written out one inside the other. */
const deepest = 4;

/** The verdict on a relation between them; null for any other, and where it cannot be read. */
export function functionClaim(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  if (sides.setting.hypothesis) return null;
  const [a, b] = [left, right].map((node) => layered(node, sides.notebook)) as [Node, Node];
  const once = (node: Node): Node => writtenOut(node, sides.notebook, 1, true);
  const ways = [
    [a, b],
    [once(a), b],
    [a, once(b)],
  ] as const;
  let outcome: Outcome | null = null;
  for (const [first, second] of ways) {
    const found = decided(sides, first, operator, second, at);
    if (found?.verdict.verdict === 'proved') return found;
    outcome ??= found;
  }
  return outcome;
}

/** The verdict with what was introduced written out; null where the relation cannot be read. */
function decided(
  sides: SideReader,
  leftNode: Node,
  operator: RelationOperator,
  rightNode: Node,
  at: Range,
): Outcome | null {
  const { notebook, setting } = sides;
  const [a, b] = [leftNode, rightNode].map((node) =>
    applied(writtenOut(node, notebook, deepest, false), notebook),
  ) as [Node, Node];
  const withLines = [a, b].some(hasWholeLine);
  const known = withFunctions(notebook, [a, b]);
  if (known === null) return null;
  const reader = sides.reading(known);
  const letters = [...reader.notebook.indices.keys()].filter((name) => name !== '');
  const [left, right] = [reader.elaboratedIn(a, letters), reader.elaboratedIn(b, letters)];
  if (left.sort === 'tensor' || right.sort === 'tensor') return null;
  const claim: ClaimReading = { name: null, left, operator, right, at, leftNode, rightNode };
  const indices = letters.map((name) => ({ name, lo: null, hi: null }));
  const verdict = judge({ ...reader.notebook.context(), indices }, claim, setting.options);
  // What is false of functions without a definition may be true of those that are meant.
  if (verdict.verdict !== 'proved') return withLines && verdict.verdict === 'unknown' ? { verdict } : null;
  if (operator === '!=' && withLines)
    return {
      verdict: undecided('the sides differ for some functions, perhaps not for those that are meant'),
    };
  const supposed = verdict.proof === undefined ? [] : suppositionsOf(verdict.proof);
  const functions =
    supposed.length > 0
      ? supposed.join(', ')
      : `all functions${withLines ? ' for which both sides have a value' : ''}`;
  return {
    verdict: {
      ...verdict,
      scope: ['all sizes', ...supposed].join(', '),
      message: `true for ${functions}`,
    },
    reading: inNative(reader, a, operator, b),
  };
}

/** Where `I^{(l)}` was introduced, `I^{n+1}` is another layer and no power. */
function layered(node: Node, notebook: Notebook): Node {
  const inner = mapChildren(node, (child) => layered(child, notebook));
  if (inner.tag !== 'superscript' || inner.base.tag !== 'name' || inner.superscript.tag === 'group')
    return inner;
  if (!notebook.spoken.has(`${inner.base.name}^(.)`)) return inner;
  return { ...inner, superscript: grouped(inner.superscript) };
}

/** `F^{(j)}` as a function of the layer, F(j). */
function applied(node: Node, notebook: Notebook): Node {
  const inner = mapChildren(node, (child) => applied(child, notebook));
  const isLayer =
    inner.tag === 'superscript' && inner.base.tag === 'name' && inner.superscript.tag === 'group';
  if (!isLayer || subjectOf(inner) === null) return inner;
  const factors = [inner.base, inner.superscript].map((factor) => ({ operator: '' as const, factor }));
  return { tag: 'product', range: inner.range, factors };
}

function grouped(node: Node): Node {
  return { tag: 'group', delimiter: '(', items: [node], range: node.range };
}

/** What has been introduced, written out wherever it stands; `inTurn`: what is said in turn, by one step. */
function writtenOut(node: Node, notebook: Notebook, depth: number, inTurn: boolean): Node {
  const subject = depth === 0 ? null : subjectOf(node);
  const saying = subject === null ? null : sayingOf(notebook, subject.key, inTurn);
  const meant = subject === null || saying === null ? null : instance(saying, subject.places);
  if (meant !== null) return grouped(writtenOut(meant, notebook, depth - 1, inTurn));
  return mapChildren(node, (child) => writtenOut(child, notebook, depth, inTurn));
}

/** The one thing that was said of a symbol, in all its places; of `f * g` what was said of `(f * g)(x)`. */
function sayingOf(notebook: Notebook, key: string, inTurn: boolean): Saying | null {
  // Only functions and layers: another name may be bound where it stands.
  if (!/[(^]/u.test(key)) return null;
  const asFunction = [...notebook.spoken.keys()].find((other) => other.startsWith(`${key}(`));
  const [only, ...more] = notebook.spoken.get(key) ?? notebook.spoken.get(asFunction ?? '') ?? [];
  const isOne = only !== undefined && more.length === 0 && only.parameters !== null;
  return isOne && only.inTurn === inTurn ? only : null;
}

function hasWholeLine(node: Node): boolean {
  if (node.tag === 'reduction') {
    const whole = overWholeLine(node);
    if (whole !== node && whole.tag !== 'reduction') return true;
    if (
      whole.tag === 'reduction' &&
      whole.binders.every(({ from, to, condition }) => !from && !to && !condition)
    )
      return true;
  }
  return children(node).some(hasWholeLine);
}

/** Signs that may join functions to another one, which was not introduced. */
const joining: ReadonlySet<ProductOperator> = new Set(['*', '(*)', '@', '.*', 'otimes', 'star', 'circ']);

/**
 * What is applied to something in parentheses is a function, and the other new names are its variables; null where one
 * of these stands in no argument, or functions are joined by a sign of which nothing was said.
 */
function withFunctions(notebook: Notebook, nodes: readonly Node[]): Notebook | null {
  const functions = new Map<string, number>();
  const given = new Set<string>();
  const standing = new Set<string>();
  let joined = false;
  const visit = (node: Node, inArgument: boolean): void => {
    if (node.tag === 'name' && !notebook.knows(node.name) && node.name !== 'infinity')
      (inArgument ? given : standing).add(node.name);
    if (node.tag !== 'product') {
      for (const child of children(node)) visit(child, inArgument);
      return;
    }
    node.factors.forEach(({ operator, factor }, i) => {
      if (joining.has(operator)) joined = true;
      const [before, after] = [node.factors[i - 1]?.factor, node.factors[i + 1]];
      const isArgument = operator === '' && isList(factor) && isNewFunction(notebook, before);
      const isFunction = after?.operator === '' && isList(after.factor) && isNewFunction(notebook, factor);
      if (isFunction && factor.tag === 'name' && isList(after.factor))
        functions.set(factor.name, after.factor.items.length);
      else visit(factor, inArgument || isArgument);
    });
  };
  for (const node of nodes) visit(node, false);
  const bound = new Set(nodes.flatMap((node) => [...boundNames(node), ...differentials(node), 'd']));
  const stray = [...standing].some((name) => !bound.has(name) && !given.has(name));
  if (joined || stray || functions.size === 0) return null;
  const variables = [...given].filter((name) => !functions.has(name) && !bound.has(name));
  let next = notebook.withLetters(variables);
  for (const [name, arity] of functions)
    next = next.withFunction(name, Array<'number'>(arity).fill('number'));
  return next;
}

function isList(node: Node | undefined): node is GroupNode {
  return node?.tag === 'group' && node.delimiter === '(';
}

function isNewFunction(notebook: Notebook, node: Node | undefined): boolean {
  return node?.tag === 'name' && isName(node.name) && !notebook.knows(node.name);
}
