// Iverson's brackets, `[m \le k] w_m`: 1 where the conditions in them hold, else 0. See Knuth, "Two notes on notation",
// Amer. Math. Monthly 99 (1992). LaTeX's tree has a group in square brackets there; here it becomes a guard over what follows
// it in its product, as the native notation has it.

import type { GroupNode, Node, ProductNode, RelationOperator } from '../../grammar/tree.js';
import { mapNode } from './trees.js';

const comparing: ReadonlySet<RelationOperator> = new Set([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'notin',
] as const);

/** The same formula with guards for brackets; a bracket that is all there is may be a remark, `[k = 1]`, and stays. */
export function withBrackets(node: Node): Node {
  return node.tag === 'group' ? mapNode(node, replaced) : replaced(node);
}

function replaced(node: Node): Node {
  const conditions = node.tag === 'group' ? conditionsOf(node) : null;
  if (conditions !== null)
    return {
      tag: 'guard',
      conditions,
      body: { tag: 'number', text: '1', range: node.range },
      range: node.range,
    };
  return mapNode(node.tag === 'product' ? guarded(node) : node, replaced);
}

/** A product with its first bracket over the factors behind it. */
function guarded(node: ProductNode): Node {
  const at = node.factors.findIndex(({ factor }) => conditionsOf(factor) !== null);
  const head = node.factors[at];
  const [first, ...more] = node.factors.slice(at + 1);
  if (head === undefined || first === undefined) return node;
  const conditions = conditionsOf(head.factor) as readonly Node[];
  const range = { start: head.factor.range.start, end: node.range.end };
  const inside = { start: first.factor.range.start, end: node.range.end };
  const body: Node =
    more.length === 0
      ? first.factor
      : { tag: 'product', factors: [{ operator: '', factor: first.factor }, ...more], range: inside };
  const guard: Node = { tag: 'guard', conditions, body, range };
  return at === 0
    ? guard
    : { ...node, factors: [...node.factors.slice(0, at), { operator: head.operator, factor: guard }] };
}

/** The conditions in a bracket; null where there is anything else in it. */
function conditionsOf(node: Node): readonly Node[] | null {
  if (node.tag !== 'group' || node.delimiter !== '[' || node.items.length === 0) return null;
  const conditions = withDivisors(node.items).map(conditionOf);
  return conditions.every((condition) => condition !== null) ? conditions : null;
}

/** `2 \mid i - m` is three items. */
function withDivisors(items: readonly Node[]): readonly Node[] {
  const [divisor, bar, form, ...rest] = items;
  if (divisor === undefined) return items;
  if (form === undefined || bar?.tag !== 'words' || bar.text !== '|')
    return [divisor, ...withDivisors(items.slice(1))];
  const range = { start: divisor.range.start, end: form.range.end };
  return [{ tag: 'command', command: 'divides', args: [divisor, form], range }, ...withDivisors(rest)];
}

/** A comparison, or what is joined of such; `(k \ge 1, k \le K)` says both. */
function conditionOf(node: Node): Node | null {
  switch (node.tag) {
    case 'relation':
      return node.first !== null && node.rest.every(({ operator }) => comparing.has(operator)) ? node : null;
    case 'command':
      return node.command === 'divides' ? node : null;
    case 'logic': {
      const args = node.args.map(conditionOf);
      return args.every((arg) => arg !== null) ? { ...node, args } : null;
    }
    case 'group':
      return node.delimiter === '(' ? together(node) : null;
    default:
      return null;
  }
}

function together({ items, range }: GroupNode): Node | null {
  const args = withDivisors(items).map(conditionOf);
  if (args.length === 0 || !args.every((arg) => arg !== null)) return null;
  return { tag: 'logic', operator: 'and', args, range };
}
