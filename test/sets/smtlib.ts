// Conditions as SMT-LIB text, for comparison with Z3.

import { type Cond, namesOfCond } from '../../src/term/cond.js';
import type { Poly } from '../../src/term/poly.js';

/** Declarations, assertions and check-sat, in a scope of their own. */
export function script(conds: readonly Cond[]): string {
  const names = [...new Set(conds.flatMap((cond) => [...namesOfCond(cond)]))];
  return [
    '(push)',
    ...names.map((name) => `(declare-const ${name} Int)`),
    ...conds.map((cond) => `(assert ${formula(cond)})`),
    '(check-sat)',
    '(pop)',
  ].join('\n');
}

/** The forms must be affine with integer coefficients. */
export function formula(cond: Cond): string {
  switch (cond.tag) {
    case 'ge':
      return `(>= ${term(cond.form)} 0)`;
    case 'eq':
      return `(= ${term(cond.form)} 0)`;
    case 'div':
      return `(= (mod ${term(cond.form)} ${cond.divisor}) 0)`;
    case 'not':
      return `(not ${formula(cond.arg)})`;
    case 'and':
      return cond.args.length === 0 ? 'true' : `(and ${cond.args.map(formula).join(' ')})`;
    case 'or':
      return cond.args.length === 0 ? 'false' : `(or ${cond.args.map(formula).join(' ')})`;
  }
}

function term(form: Poly): string {
  return `(+ 0 ${form.terms.map(({ key, coef }) => (key === '' ? number(coef) : `(* ${number(coef)} ${key})`)).join(' ')})`;
}

function number(value: bigint): string {
  return value < 0n ? `(- ${-value})` : `${value}`;
}
