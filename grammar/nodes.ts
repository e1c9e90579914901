// What the postprocessors of both grammars build with. Nothing is decided here: nodes get their places, no more.
//
// While an Earley parser reads `a + b + c + …` it completes a sum after every term, so a builder that copied the
// terms would cost the square of their number. Lists therefore stay linked lists inside drafts, and `seal` turns
// the one tree that was chosen into plain frozen data. Every parse function must return `seal(result)`.

import type { Sign } from './operators.js';
import type {
  BinderNode,
  CasesNode,
  GroupNode,
  LogicNode,
  NameNode,
  Node,
  NumberNode,
  ProductNode,
  ProductOperator,
  Range,
  ReductionOperator,
  RelationNode,
  RelationOperator,
  SumNode,
} from './tree.js';

/** A token as both lexers hand it to nearley; `value` is canonical (`≤` has value `<=`), `text` is as written. */
export interface Token {
  readonly type: string;
  readonly value: string;
  readonly text: string;
  readonly offset: number;
}

interface Placed {
  readonly range: Range;
}

/** Where a token or a node stands. */
export function place(of: Token | Placed): Range {
  return 'range' in of ? of.range : { start: of.offset, end: of.offset + of.text.length };
}

/** From the start of the first to the end of the last. */
export function span(first: Token | Placed, last: Token | Placed): Range {
  return { start: place(first).start, end: place(last).end };
}

// ---- lists ---------------------------------------------------------------------------------------

/** A list that shares its beginning with other lists; `range` runs from its first item to its last. */
export class List<T> {
  constructor(
    readonly before: List<T> | null,
    readonly item: T,
    readonly count: number,
    readonly range: Range,
  ) {}
}

/** The list of one item, which stands at `at`. */
export function one<T>(item: T, at: Token | Placed): List<T> {
  return new List(null, item, 1, place(at));
}

/** The list with one more item at its end. */
export function more<T>(list: List<T>, item: T, at: Token | Placed): List<T> {
  return new List(list, item, list.count + 1, span(list, at));
}

/** A list where a node wants an array: it becomes one in `seal`, nobody may look into it before. */
export function items<T>(list: List<T>): readonly T[] {
  return list as unknown as readonly T[];
}

function toArray(list: List<unknown>): unknown[] {
  const array = new Array<unknown>(list.count);
  for (let rest: List<unknown> | null = list; rest !== null; rest = rest.before)
    array[rest.count - 1] = rest.item;
  return array;
}

/** A node that is made in `seal`, because it would be costly for every beginning of a text. */
class Later {
  constructor(
    readonly make: () => Node,
    readonly range: Range,
  ) {}
}

/** The same node with another range. */
export function placed(node: Node, range: Range): Node {
  const draft: unknown = node;
  if (draft instanceof Later) return new Later(() => placed(draft.make(), range), range) as unknown as Node;
  return { ...node, range };
}

/** A finished draft as frozen plain data, its lists as arrays. */
export function seal<T>(draft: T): T {
  if (typeof draft !== 'object' || draft === null || Object.isFrozen(draft)) return draft;
  if (draft instanceof Later) return seal(draft.make()) as T;
  if (draft instanceof List) return Object.freeze(toArray(draft).map(seal)) as T;
  if (Array.isArray(draft)) return Object.freeze(draft.map(seal)) as T;
  const fields = draft as Record<string, unknown>;
  for (const key of Object.keys(fields)) fields[key] = seal(fields[key]);
  return Object.freeze(draft);
}

// ---- nodes ---------------------------------------------------------------------------------------

/** An operator as written: its canonical value and its place. */
export interface Mark<Value extends string = string> extends Placed {
  readonly value: Value;
}

export function mark(token: Token): Mark {
  return { value: token.value, range: place(token) };
}

export function name(token: Token): NameNode {
  return { tag: 'name', name: token.value, range: place(token) };
}

export function number(token: Token): NumberNode {
  return { tag: 'number', text: token.value, range: place(token) };
}

type Term = SumNode['terms'][number];

/** The first term of a sum; without a sign it counts as positive. */
export function firstTerm(sign: Mark<Sign> | null, term: Node): List<Term> {
  return one({ sign: sign?.value ?? '+', term }, sign === null ? term : { range: span(sign, term) });
}

export function nextTerm(terms: List<Term>, sign: Mark<Sign>, term: Node): List<Term> {
  return more(terms, { sign: sign.value, term }, term);
}

/** `a + b - c`; a single term without a minus is just that term. */
export function sum(terms: List<Term>): Node {
  if (terms.count === 1 && terms.item.sign === '+') return terms.item.term;
  return { tag: 'sum', terms: items(terms), range: terms.range };
}

type Factor = ProductNode['factors'][number];

export function firstFactor(factor: Node): List<Factor> {
  return one({ operator: '', factor }, factor);
}

/** One factor more; `operator` is null for juxtaposition. */
export function nextFactor(
  factors: List<Factor>,
  operator: Mark<ProductOperator> | null,
  factor: Node,
): List<Factor> {
  return more(factors, { operator: operator?.value ?? '', factor }, factor);
}

/** `a b * c`; a single factor is just that factor. */
export function product(factors: List<Factor>): Node {
  if (factors.count === 1) return factors.item.factor;
  return { tag: 'product', factors: items(factors), range: factors.range };
}

export function power(base: Node, exponent: Node): Node {
  return { tag: 'power', base, exponent, range: span(base, exponent) };
}

/** `( … )` with the tokens of its two delimiters. */
export function group(
  delimiter: GroupNode['delimiter'],
  open: Token | Placed,
  inside: List<Node>,
  close: Token | Placed,
): Node {
  return { tag: 'group', delimiter, items: items(inside), range: span(open, close) };
}

/** `x_<i,j>`; `end` is the closing token. */
export function subscript(base: Node, subscripts: List<Node>, end: Token | Placed): Node {
  return { tag: 'subscript', base, subscripts: items(subscripts), range: span(base, end) };
}

/** What stands before a body and reaches over the product that follows: a big operator or a guard. */
export type Head =
  | {
      readonly tag: 'reduction';
      readonly operator: ReductionOperator;
      readonly binders: readonly BinderNode[];
      readonly range: Range;
    }
  | { readonly tag: 'guard'; readonly conditions: readonly Node[]; readonly range: Range };

export function reductionHead(operator: ReductionOperator, binders: List<BinderNode>, range: Range): Head {
  return { tag: 'reduction', operator, binders: items(binders), range };
}

export function guardHead(conditions: List<Node>, range: Range): Head {
  return { tag: 'guard', conditions: items(conditions), range };
}

/** Factors, perhaps none, up to a head. */
interface Stretch {
  readonly factors: List<Factor> | null;
  readonly operator: Mark<ProductOperator> | null;
  readonly head: Head;
}

/** `a sum_<i> b [i < j] c d`: the last factors stand under the last head, and so on outwards. */
export function led(lead: List<Stretch>, last: List<Factor>): Node {
  return new Later(() => nested(lead, last), span(lead, last)) as unknown as Node;
}

function nested(lead: List<Stretch>, last: List<Factor>): Node {
  let node = product(last);
  for (let rest: List<Stretch> | null = lead; rest !== null; rest = rest.before) {
    const { factors, operator, head } = rest.item;
    node = { ...head, body: node, range: span(head, node) };
    if (factors !== null) node = product(nextFactor(factors, operator, node));
  }
  return node;
}

export function binder(
  name: Token,
  bounds: {
    readonly from: Node;
    readonly to: Node | null;
    readonly down: boolean;
    readonly range: Range;
  } | null,
): BinderNode {
  const range = bounds === null ? place(name) : span(name, bounds);
  return {
    name: name.value,
    from: bounds?.from ?? null,
    to: bounds?.to ?? null,
    down: bounds?.down ?? false,
    condition: null,
    range,
  };
}

/** `0..`: everything from an integer on. */
export function endless(from: Node, dots: Token): NonNullable<Parameters<typeof binder>[1]> {
  return { from, to: null, down: false, range: span(from, dots) };
}

type Step = RelationNode['rest'][number];

/** One relation of a chain, with its right side. */
export function step(operator: Mark<RelationOperator>, right: Node): Step {
  return { operator: operator.value, at: operator.range, right };
}

/** `first = right <= right …`; `first` is null where a line continues the one before it. */
export function relation(first: Node | null, steps: List<Step>): RelationNode {
  return { tag: 'relation', first, rest: items(steps), range: span(first ?? steps, steps) };
}

/** `a and b and c` in one node. */
export function logic(operator: LogicNode['operator'], args: List<Node>, range: Range = args.range): Node {
  return { tag: 'logic', operator, args: items(args), range };
}

export function command(command: string, args: readonly Node[], range: Range): Node {
  return { tag: 'command', command, args, range };
}

/** `[a, b; c, d]`: a list of rows, each a list of cells. */
export function matrix(open: Token | Placed, rows: List<List<Node>>, close: Token | Placed): Node {
  return { tag: 'matrix', rows: items(rows) as unknown as Node[][], range: span(open, close) };
}

type Arm = CasesNode['arms'][number];

/** One line of a case distinction; without conditions it is the `otherwise` line. */
export function arm(value: Node, conditions: List<Node> | null): Arm {
  return { value, conditions: conditions === null ? 'otherwise' : items(conditions) };
}

export function cases(open: Token | Placed, arms: List<Arm>, close: Token | Placed): Node {
  return { tag: 'cases', arms: items(arms), range: span(open, close) };
}
