// Derivatives of formulas by hand: the product rule, the chain rule, and ∂T[a]/∂T[p] = [a = p].

import type { Index } from './affine.js';
import { both, type Condition, compare } from './condition.js';
import { add, type Formula, guard, mul, number, renamed, withParts } from './formula.js';
import type { World } from './world.js';

export interface By {
  readonly tensor: string;
  readonly at: readonly Index[];
}

/** The subscripts are those of an entry; outside its shape there is nothing to vary. */
function inside({ tensor, at }: By, world: World): readonly Condition[] {
  const dims = world.tensors.find(({ name }) => name === tensor)?.dims ?? [];
  return dims.flatMap(([lo, hi], d) => {
    const p = at[d] as Index;
    return [compare(lo, '<=', p), compare(p, '<=', hi)];
  });
}

/** The derivative of f by an entry, whose subscripts mention no index bound in f. */
export function derivative(f: Formula, by: By, world: World, fresh: () => string): Formula {
  const d = (g: Formula): Formula => derivative(g, by, world, fresh);
  switch (f.tag) {
    case 'number':
    case 'value':
      return number(0);
    case 'entry': {
      if (f.tensor !== by.tensor) return number(0);
      const equal = f.at.map((a, i) => compare(a, '=', by.at[i] as Index));
      const conds = [...equal, ...inside(by, world)];
      return conds.length === 0 ? number(1) : guard(both(...conds), number(1));
    }
    case 'mul': {
      const terms = f.args.flatMap((arg, i) => {
        const slope = d(arg);
        return isZero(slope) ? [] : [mul(...f.args.map((old, j) => (j === i ? slope : old)))];
      });
      return sumOf(terms.map((term) => renamed(term, fresh)));
    }
    case 'power': {
      const slope = d(f.base);
      if (isZero(slope)) return number(0);
      const rest: Formula =
        f.exponent === 2 ? f.base : { tag: 'power', base: f.base, exponent: f.exponent - 1 };
      return mul(number(f.exponent), rest, renamed(slope, fresh));
    }
    case 'apply': {
      const slope = d(f.body);
      if (isZero(slope)) return number(0);
      return mul({ ...f, fn: `${f.fn}'` }, renamed(slope, fresh));
    }
    case 'add':
      return sumOf(f.args.map(d).filter((term) => !isZero(term)));
    case 'cases':
      return { ...f, holds: d(f.holds), fails: d(f.fails) };
    case 'sum':
    case 'guard':
    case 'mean': {
      const slope = d(f.body);
      return isZero(slope) ? slope : withParts(f, [slope]);
    }
    case 'diff':
      return { ...f, body: derivative(f.body, by, world, fresh) };
  }
}

function isZero(f: Formula): boolean {
  return f.tag === 'number' && f.num === 0;
}

function sumOf(terms: readonly Formula[]): Formula {
  return terms.length === 0 ? number(0) : add(...terms);
}
