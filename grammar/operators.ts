// The one table of operators: how each is spelled in the native notation and in LaTeX, and how tightly it binds.
//
// Both lexers read their spellings here and give the token the row's `kind` as type and its `value` as value;
// the printer writes the first native spelling. A higher precedence binds tighter.

import type { ProductOperator, ReductionOperator, RelationOperator } from './tree.js';

/** The steps of the precedence staircase; products, whatever their sign, are one level, left to right. */
export const precedence = { or: 1, and: 2, not: 3, relation: 4, sum: 5, product: 6, power: 7 } as const;

interface Row<Kind extends string, Value extends string> {
  readonly kind: Kind;
  readonly value: Value;
  /** Spellings in the native notation, the canonical one first; none: the operator is only for LaTeX. */
  readonly native: readonly string[];
  /** Characters and commands in LaTeX, the usual one first. */
  readonly latex: readonly string[];
  readonly precedence: number;
}

export type Sign = '+' | '-' | '+-';

function sign(value: Sign, native: string[], latex: string[]): Row<'sign', Sign> {
  return { kind: 'sign', value, native, latex, precedence: precedence.sum };
}

function product(
  value: Exclude<ProductOperator, ''>,
  native: string[],
  latex: string[],
): Row<'product', Exclude<ProductOperator, ''>> {
  return { kind: 'product', value, native, latex, precedence: precedence.product };
}

function relation(
  value: RelationOperator,
  native: string[],
  latex: string[],
): Row<'relation', RelationOperator> {
  return { kind: 'relation', value, native, latex, precedence: precedence.relation };
}

function reduction(value: ReductionOperator, latex: string[]): Row<'reduction', ReductionOperator> {
  return { kind: 'reduction', value, native: [value], latex, precedence: precedence.product };
}

function logic(value: 'and' | 'or' | 'not', latex: string[]): Row<'logic', 'and' | 'or' | 'not'> {
  return { kind: 'logic', value, native: [value], latex, precedence: precedence[value] };
}

export const operators = [
  sign('+', ['+'], ['+', '＋']),
  sign('-', ['-', '−'], ['-', '−', '－']),
  sign('+-', ['±'], ['\\pm', '±']),

  product('*', ['*'], ['*', '\\ast', '∗', '＊']),
  product('/', ['/'], ['/', '\\div', '÷', '／']),
  product('(*)', ['(*)'], ['\\circledast', '\\oast', '⊛']),
  product('.*', ['.*', '⊙'], ['\\odot', '\\bigodot', '⊙']),
  product('@', ['@'], []),
  product('times', ['×'], ['\\times', '×']),
  product('cdot', ['·'], ['\\cdot', '·', '⋅']),
  product('otimes', ['⊗'], ['\\otimes', '\\bigotimes', '⊗']),
  product('star', ['⋆'], ['\\star', '⋆', '★']),
  product('circ', ['∘'], ['\\circ', '∘']),

  relation('=', ['='], ['=', '＝']),
  relation('!=', ['!=', '≠'], ['\\neq', '\\ne', '≠']),
  relation('<=', ['<=', '≤'], ['\\le', '\\leq', '\\leqslant', '\\leqq', '≤', '⩽', '≦', '<=']),
  relation('>=', ['>=', '≥'], ['\\ge', '\\geq', '\\geqslant', '\\geqq', '≥', '⩾', '≧', '>=']),
  relation('<', ['<'], ['<', '\\lt', '＜']),
  relation('>', ['>'], ['>', '\\gt', '＞']),
  relation('<<', [], ['\\ll', '≪', '<<']),
  relation('>>', [], ['\\gg', '≫', '>>']),
  relation('==', [], ['\\equiv', '≡', '==']),
  relation('~', [], ['\\sim', '\\approx', '\\simeq', '\\cong', '\\propto', '≈', '∼', '∝']),
  relation(':=', [], [':=', '\\coloneqq', '\\triangleq', '\\doteq', '≜', '≐']),
  relation(
    '->',
    [],
    // `dW += …` gives a new value, as an arrow to the left does.
    [
      '\\to',
      '\\rightarrow',
      '\\longrightarrow',
      '\\leftarrow',
      '\\gets',
      '\\mapsto',
      '→',
      '←',
      '->',
      '+=',
      '-=',
    ],
  ),
  relation('=>', [], ['\\Rightarrow', '\\implies', '\\Longrightarrow', '⇒', '=>']),
  relation('<=>', [], ['\\Leftrightarrow', '\\iff', '\\Longleftrightarrow', '⇔']),
  relation('in', [], ['\\in', '\\isin', '∈']),
  relation('notin', [], ['\\notin', '∉']),

  reduction('sum', ['\\sum', '∑']),
  reduction('prod', ['\\prod', '∏']),
  reduction('max', ['\\max']),
  reduction('min', ['\\min']),
  reduction('int', ['\\int', '∫']),

  logic('and', ['\\land', '\\wedge', '∧']),
  logic('or', ['\\lor', '\\vee', '∨']),
  logic('not', ['\\lnot', '\\neg', '¬']),
] as const;

export type OperatorRow = (typeof operators)[number];
export type OperatorKind = OperatorRow['kind'];

/** The row of an operator: `operatorRow('product', '.*').native[0]` is `'.*'`. */
export function operatorRow(kind: OperatorKind, value: string): OperatorRow {
  const row = operators.find((candidate) => candidate.kind === kind && candidate.value === value);
  if (row === undefined) throw new RangeError(`no ${kind} operator ${value}`);
  return row;
}

/** Spelling → value for one kind in one notation: `spellings('relation', 'native').get('≤')` is `'<='`. */
export function spellings(kind: OperatorKind, notation: 'native' | 'latex'): ReadonlyMap<string, string> {
  const rows = operators.filter((row) => row.kind === kind);
  return new Map(rows.flatMap((row) => row[notation].map((spelling) => [spelling, row.value] as const)));
}
