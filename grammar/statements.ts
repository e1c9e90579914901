// What the native grammar builds statements with; drafts like those of nodes.ts.

import { items, type List, type Mark, place, span, type Token } from './nodes.js';
import type {
  BinderNode,
  DeclaratorNode,
  DefineHead,
  DefineStatement,
  DimensionNode,
  FunctionNode,
  NameNode,
  Node,
  ProductOperator,
  Range,
  RelationNode,
  Statement,
  TheoremStatement,
} from './tree.js';

/** A bracketed list: `[M,N]`, `_<i,j>`. */
interface Bracketed<T> {
  readonly items: List<T>;
  readonly range: Range;
}

export function fresh(token: Token): Statement {
  return { tag: 'fresh', range: place(token) };
}

export function dimension(from: Node | null, to: Node): DimensionNode {
  return { from, to, range: span(from ?? to, to) };
}

/** `0..`: everything from an integer on. */
export function endless(from: Node, dots: Token): DimensionNode {
  return { from, to: null, range: span(from, dots) };
}

/** `w[M,N]`; a scalar `b` has no dimensions. */
export function declarator(name: Token, dimensions: Bracketed<DimensionNode> | null): DeclaratorNode {
  if (dimensions === null) return { name: name.value, dimensions: [], range: place(name) };
  return { name: name.value, dimensions: items(dimensions.items), range: span(name, dimensions) };
}

export function tensor(word: Token, declarators: List<DeclaratorNode>): Statement {
  return { tag: 'tensor', declarators: items(declarators), range: span(word, declarators) };
}

export function size(word: Token, names: List<string>): Statement {
  return { tag: 'size', names: items(names), range: span(word, names) };
}

export function assume(word: Token, conditions: List<Node>): Statement {
  return { tag: 'assume', conditions: items(conditions), range: span(word, conditions) };
}

export function index(word: Token, binders: List<BinderNode>): Statement {
  return { tag: 'index', binders: items(binders), range: span(word, binders) };
}

/** `function a(z), f(Z)`. */
export function opaque(word: Token, functions: List<FunctionNode>): Statement {
  return { tag: 'function', functions: items(functions), range: span(word, functions) };
}

export function signature(name: Token, parameters: List<string>, close: Token): FunctionNode {
  return { name: name.value, parameters: items(parameters), range: span(name, close) };
}

export function nameHead(name: Token): DefineHead {
  return { form: 'name', name: name.value, range: place(name) };
}

export function operatorHead(
  open: Token,
  left: DeclaratorNode,
  operator: Mark<ProductOperator>,
  right: DeclaratorNode,
  close: Token,
): DefineHead {
  return { form: 'operator', operator: operator.value, left, right, range: span(open, close) };
}

export function callHead(name: Token, parameters: List<DeclaratorNode | NameNode>, close: Token): DefineHead {
  return { form: 'call', name: name.value, parameters: items(parameters), range: span(name, close) };
}

export function define(
  word: Token,
  head: DefineHead,
  shape: Bracketed<DimensionNode> | null,
  at: Bracketed<Node> | null,
  body: Node,
  conditions: List<Node> | null,
): DefineStatement {
  return {
    tag: 'define',
    head,
    dimensions: shape === null ? null : items(shape.items),
    subscripts: at === null ? [] : items(at.items),
    body,
    conditions: conditions === null ? [] : items(conditions),
    range: span(word, conditions ?? body),
  };
}

export function theorem(
  word: Token,
  name: Token,
  induction: Token | null,
  claim: RelationNode,
): TheoremStatement {
  return {
    tag: 'theorem',
    name: name.value,
    nameRange: place(name),
    induction: induction?.value ?? null,
    claim,
    range: span(word, claim),
  };
}
