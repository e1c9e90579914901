// Formulas as trees, or what is wrong with them.

import { NotationError } from '../../grammar/errors.js';
import { type LatexFormula, parseLatex } from '../../grammar/latex.js';
import type { Node } from '../../grammar/tree.js';
import { withBrackets } from './brackets.js';
import { withNablas } from './nablas.js';
import { withOperands } from './operands.js';
import type { Formula } from './scan.js';
import { spelled } from './spelling.js';
import { namesIn, subscriptedNames } from './trees.js';

const parses = new WeakMap<Formula, LatexFormula | NotationError>();

/** Each formula is parsed once, though it is looked at twice. */
export function parsed(formula: Formula): LatexFormula | NotationError {
  let result = parses.get(formula);
  if (result === undefined) {
    try {
      result = read(formula.text);
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      result = error;
    }
    parses.set(formula, result);
  }
  return result;
}

/** One formula, every entry in it written as a letter with subscripts, conditions in brackets as guards. Throws NotationError. */
export function read(text: string): LatexFormula {
  return mapped(parseLatex(text), (node) => withBrackets(withNablas(withOperands(spelled(node)))));
}

/** The same formula with its nodes rewritten, and what is supposed by that; itself where it does not parse. */
export function rewritten(formula: Formula, rewrite: (node: Node) => Node, supposing?: string): Formula {
  const result = parsed(formula);
  if (result instanceof NotationError) return formula;
  const copy =
    supposing === undefined
      ? { ...formula }
      : { ...formula, supposed: [...(formula.supposed ?? []), supposing] };
  parses.set(copy, mapped(result, rewrite));
  return copy;
}

function mapped({ rows }: LatexFormula, rewrite: (node: Node) => Node): LatexFormula {
  return {
    rows: rows.map((row) => ({
      ...row,
      items: row.items.map((item) => ({ ...item, node: rewrite(item.node) })),
    })),
  };
}

/** The names in a formula; none where it does not parse. */
export function namesOfFormula(formula: Formula): ReadonlySet<string> {
  return collected(formula, namesIn);
}

/** The names in a formula that carry no subscripts anywhere in it: its indices and sizes are among them. */
export function bareNamesOfFormula(formula: Formula): ReadonlySet<string> {
  const subscripted = collected(formula, subscriptedNames);
  return new Set([...namesOfFormula(formula)].filter((name) => !subscripted.has(name)));
}

function collected(formula: Formula, namesOf: (node: Node) => ReadonlySet<string>): ReadonlySet<string> {
  const result = parsed(formula);
  if (result instanceof NotationError) return new Set();
  return new Set(result.rows.flatMap(({ items }) => items.flatMap(({ node }) => [...namesOf(node)])));
}
