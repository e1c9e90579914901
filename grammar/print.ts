// Surface tree → native text in its canonical spelling, so that parse(print(tree)) is the tree again:
//
//   sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>
//
// Subscripts, bounds and shapes are written tight, `2k-1`, all else with spaces, `2 k - 1`. A function and its
// argument look the same as a product here; `rot180(W)`, `a(z)`, `pad(X, P)` are written close, `M (M + 1)` is not.

import { operatorRow } from './operators.js';
import type {
  BinderNode,
  DeclaratorNode,
  DefineHead,
  DimensionNode,
  Node,
  Statement,
  TheoremStatement,
} from './tree.js';

/**
 * The native text of a node: `printNode(parseFormula('2*k+1'))` is `'2 * k + 1'`. What only LaTeX can write comes
 * out readable, but need not be native text: `W^(l)`, `hat(X)`, `...`. Parentheses are added where a tree that was
 * not written by hand would be misread without.
 */
export function printNode(node: Node): string {
  return print(node, false);
}

/** The native text of a statement, on one line: `tensor w[M,N], x[I,J]`. */
export function printStatement(statement: Statement): string {
  switch (statement.tag) {
    case 'tensor':
      return `tensor ${statement.declarators.map(declarator).join(', ')}`;
    case 'size':
      return `size ${statement.names.join(', ')}`;
    case 'assume':
      return `assume ${list(statement.conditions, false)}`;
    case 'index':
      return `index ${statement.binders.map((binder) => printBinder(binder, ' in ')).join(', ')}`;
    case 'function':
      return `function ${statement.functions.map(({ name, parameters }) => `${name}(${parameters.join(', ')})`).join(', ')}`;
    case 'define': {
      const shape = statement.dimensions === null ? '' : dimensions(statement.dimensions);
      const at = statement.subscripts.length === 0 ? '' : subscripts(statement.subscripts);
      const when = statement.conditions.length === 0 ? '' : ` for ${list(statement.conditions, false)}`;
      return `define ${defineHead(statement.head)}${shape}${at} = ${print(statement.body, false)}${when}`;
    }
    case 'theorem':
      return theorem(statement);
    case 'fresh':
      return '---';
  }
}

/** The native text of a file, a statement a line. */
export function printFile(statements: readonly Statement[]): string {
  return statements.map((statement) => `${printStatement(statement)}\n`).join('');
}

function theorem({ name, induction, claim }: TheoremStatement): string {
  const by = induction === null ? '' : ` by induction on ${induction}`;
  return `theorem ${name}${by}: ${print(claim, false)}`;
}

function defineHead(head: DefineHead): string {
  if (head.form === 'name') return head.name;
  if (head.form === 'operator') {
    return `(${declarator(head.left)} ${spelling('product', head.operator)} ${declarator(head.right)})`;
  }
  const parameters = head.parameters.map((each) => ('tag' in each ? each.name : declarator(each)));
  return `${head.name}(${parameters.join(', ')})`;
}

function declarator(node: DeclaratorNode): string {
  return node.dimensions.length === 0 ? node.name : `${node.name}${dimensions(node.dimensions)}`;
}

function dimensions(nodes: readonly DimensionNode[]): string {
  const each = ({ from, to }: DimensionNode): string =>
    `${from === null ? '' : `${print(from, true)}..`}${to === null ? '' : print(to, true)}`;
  return `[${nodes.map(each).join(',')}]`;
}

// ---- nodes: `tight` is without spaces --------------------------------------------------------------

function print(node: Node, tight: boolean): string {
  switch (node.tag) {
    case 'name':
      return node.name;
    case 'number':
      return node.text;
    case 'sum':
      return printSum(node.terms, tight);
    case 'product':
      return printProduct(node.factors, tight);
    case 'fraction':
      return `${inside(node.numerator, atoms, tight)}/${inside(node.denominator, atoms, tight)}`;
    case 'power':
      return `${inside(node.base, entries, tight)}^${inside(node.exponent, atoms, tight)}`;
    case 'superscript':
      return `${inside(node.base, entries, tight)}^(${print(node.superscript, tight)})`;
    case 'group':
      return `${functionOf[node.delimiter] ?? ''}(${list(node.items, tight)})`;
    case 'subscript':
      return `${inside(node.base, subscriptable, tight)}${subscripts(node.subscripts)}`;
    case 'reduction': {
      const binders = node.binders.map((binder) => printBinder(binder, '=')).join(', ');
      return `${node.operator}_<${binders}> ${inside(node.body, bodies, tight)}`;
    }
    case 'guard':
      return `[${list(node.conditions, tight)}] ${inside(node.body, bodies, tight)}`;
    case 'cases': {
      const arms = node.arms.map(({ value, conditions }) => {
        const when = conditions === 'otherwise' ? conditions : `if ${list(conditions, false)}`;
        return `${print(value, false)} ${when}`;
      });
      return `{ ${arms.join('; ')} }`;
    }
    case 'matrix':
      return `[${node.rows.map((row) => list(row, tight)).join(tight ? ';' : '; ')}]`;
    case 'relation': {
      const rest = node.rest.map(
        (step) => `${spaced(spelling('relation', step.operator), tight)}${print(step.right, tight)}`,
      );
      return `${node.first === null ? '' : print(node.first, tight)}${rest.join('')}`.trimStart();
    }
    case 'logic':
      return printLogic(node.operator, node.args);
    case 'command':
      if (node.command === 'divides') return node.args.map((arg) => print(arg, tight)).join(' divides ');
      return node.args.length === 0 ? node.command : `${node.command}(${list(node.args, tight)})`;
    case 'accent':
      return `${node.accent}(${print(node.base, tight)})`;
    case 'dots':
      return '...';
    case 'words':
      return node.text;
  }
}

type Tag = Node['tag'];

// What may stand where; anything else gets parentheses.
const atoms: readonly Tag[] = ['name', 'number', 'group', 'dots', 'words', 'accent', 'command'];
const subscriptable: readonly Tag[] = [
  'name',
  'group',
  'matrix',
  'dots',
  'words',
  'accent',
  'command',
  'superscript',
];
const entries: readonly Tag[] = [...subscriptable, 'number', 'cases', 'subscript'];
const factors: readonly Tag[] = [...entries, 'power'];
const reachers: readonly Tag[] = [...factors, 'reduction', 'guard'];
const bodies: readonly Tag[] = [...reachers, 'product', 'fraction'];

const functionOf: Readonly<Record<string, string>> = {
  floor: 'floor',
  ceil: 'ceil',
  '|': 'abs',
  norm: 'norm',
};

function inside(node: Node, allowed: readonly Tag[], tight: boolean): string {
  const text = print(node, tight);
  return allowed.includes(node.tag) ? text : `(${text})`;
}

function list(nodes: readonly Node[], tight: boolean): string {
  return nodes.map((node) => print(node, tight)).join(tight ? ',' : ', ');
}

function subscripts(nodes: readonly Node[]): string {
  return `_<${list(nodes, true)}>`;
}

function spaced(operator: string, tight: boolean): string {
  return tight ? operator : ` ${operator} `;
}

function spelling(kind: 'sign' | 'product' | 'relation', value: string): string {
  return operatorRow(kind, value).native[0] ?? value;
}

function printSum(terms: Extract<Node, { tag: 'sum' }>['terms'], tight: boolean): string {
  const texts = terms.map(({ sign, term }, index) => {
    const text = inside(term, bodies, tight);
    if (index > 0) return `${spaced(spelling('sign', sign), tight)}${text}`;
    return sign === '+' ? text : `${spelling('sign', sign)}${text}`;
  });
  return texts.join('');
}

function printProduct(all: Extract<Node, { tag: 'product' }>['factors'], tight: boolean): string {
  const texts = all.map(({ operator, factor }, index) => {
    const first = index === 0 ? ['fraction' as const] : [];
    const last = index === all.length - 1 ? reachers : factors;
    const text = inside(factor, [...first, ...last], tight);
    const before = all[index - 1]?.factor;
    if (before === undefined) return text;
    if (operator === '') return `${close(before, factor, tight) ? '' : ' '}${text}`;
    return `${operator === '/' ? '/' : spaced(spelling('product', operator), tight)}${text}`;
  });
  return texts.join('');
}

/** Whether two juxtaposed factors stand side by side without a space. */
function close(left: Node, right: Node, tight: boolean): boolean {
  let start = right;
  while (start.tag === 'power' || start.tag === 'subscript') start = start.base;
  if (left.tag === 'number') return tight && (start.tag === 'name' || start.tag === 'group');
  if (left.tag !== 'name' || start.tag !== 'group' || start.delimiter !== '(') return false;
  // A sum in parentheses is a factor as often as an argument; anything else has them for being an argument.
  return tight || left.name.length > 1 || start.items.length > 1 || start.items[0]?.tag !== 'sum';
}

function printBinder({ name, from, to, down, condition }: BinderNode, equals: string): string {
  if (condition !== null) return print(condition, true);
  if (from !== null && to === null) return `${name}${equals}${print(from, true)}..`;
  if (from === null || to === null) return name;
  return `${name}${equals}${print(from, true)}..${print(to, true)}${down ? ' down' : ''}`;
}

const binding = { or: 0, and: 1, not: 2 } as const;

/** Conditions: `not` binds tightest, then `and`; an equal one inside another was in parentheses. */
function printLogic(operator: keyof typeof binding, args: readonly Node[]): string {
  const texts = args.map((arg) => {
    const text = print(arg, false);
    const needs =
      arg.tag === 'logic' &&
      (operator === 'not' ? arg.operator !== 'not' : binding[arg.operator] <= binding[operator]);
    return needs ? `(${text})` : text;
  });
  return operator === 'not' ? `not ${texts.join(' ')}` : texts.join(` ${operator} `);
}
