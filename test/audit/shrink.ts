// Simpler formulas: parts dropped, sums and brackets left out, subscripts cut down. Used to find the smallest
// statement that still fails in the same way.

import { type Index, index, named, plus, rounded, roundingsIn, substituted } from './affine.js';
import type { Condition } from './condition.js';
import { type Formula, number, partsOf, replaced, withParts } from './formula.js';

/** Formulas with a little less in them, the smallest first; bound indices that lose their sum become 1. */
export function* smallerFormulas(f: Formula): Generator<Formula> {
  if (f.tag !== 'number') yield number(0);
  if (f.tag !== 'number' && f.tag !== 'value') yield number(1);
  yield* here(f);
  const parts = partsOf(f);
  for (const [i, part] of parts.entries())
    for (const other of smallerFormulas(part))
      yield withParts(
        f,
        parts.map((old, j) => (j === i ? other : old)),
      );
}

function* here(f: Formula): Generator<Formula> {
  switch (f.tag) {
    case 'add':
    case 'mul':
      yield* f.args;
      if (f.args.length > 2)
        for (let i = 0; i < f.args.length; i++) yield { ...f, args: f.args.toSpliced(i, 1) };
      return;
    case 'power':
      yield f.base;
      return;
    case 'cases':
      yield f.holds;
      yield f.fails;
      for (const cond of smallerConditions(f.cond)) yield { ...f, cond };
      return;
    case 'mean':
    case 'apply':
      yield f.body;
      return;
    case 'guard':
      yield f.body;
      for (const cond of smallerConditions(f.cond)) yield { ...f, cond };
      return;
    case 'sum':
      yield replaced(f.body, f.name, index(1));
      yield replaced(f.body, f.name, f.lo);
      for (const lo of smallerIndexes(f.lo)) yield { ...f, lo };
      for (const hi of smallerIndexes(f.hi)) yield { ...f, hi };
      return;
    case 'diff':
      yield f.body;
      for (const at of smallerLists(f.at)) yield { ...f, at };
      return;
    case 'entry':
      for (const at of smallerLists(f.at)) yield { ...f, at };
      return;
    case 'value':
      for (const other of smallerIndexes(f.value)) yield { ...f, value: other };
      return;
    case 'number':
      if (f.den !== 1 || Math.abs(f.num) > 1) yield number(Math.sign(f.num));
  }
}

function* smallerConditions(c: Condition): Generator<Condition> {
  switch (c.tag) {
    case 'compare':
      for (const left of smallerIndexes(c.left)) yield { ...c, left };
      for (const right of smallerIndexes(c.right)) yield { ...c, right };
      return;
    case 'divides':
      if (c.divisor > 2) yield { ...c, divisor: c.divisor - 1 };
      for (const of of smallerIndexes(c.of)) yield { ...c, of };
      return;
    case 'and':
    case 'or':
      yield* c.args;
      for (const [i, arg] of c.args.entries())
        for (const other of smallerConditions(arg))
          yield { ...c, args: c.args.map((old, j) => (j === i ? other : old)) };
      return;
    case 'not':
      yield c.arg;
      for (const arg of smallerConditions(c.arg)) yield { ...c, arg };
  }
}

/** One term less, or a coefficient nearer to 1, or a constant nearer to 0. */
function* smallerIndexes(a: Index): Generator<Index> {
  for (const [key, { how, of, by }] of roundingsIn(a)) {
    yield substituted(a, new Map([[key, of]]));
    for (const other of smallerIndexes(of)) yield substituted(a, new Map([[key, rounded(how, other, by)]]));
  }
  for (const [monomial, coef] of a) {
    if (a.size > 1 || monomial !== '') {
      const rest = new Map(a);
      rest.delete(monomial);
      if (a.size > 1) yield rest;
      else if (coef !== 1) yield named(monomial);
      else yield index(1);
    }
    if (Math.abs(coef) > 1) yield plus(a, new Map([[monomial, -Math.sign(coef)]]));
  }
}

function* smallerLists(at: readonly Index[]): Generator<readonly Index[]> {
  for (const [d, a] of at.entries())
    for (const other of smallerIndexes(a)) yield at.map((old, e) => (e === d ? other : old));
}
