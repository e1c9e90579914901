// Flat terms: a sum over integer points of a polynomial coefficient times a product of entries,
//   sum_{v in ranges, guard} coef(v) T_1[..] T_2[..] ...
// Every formula of the fragment is a list of these.

import { and, type Cond, conjuncts, equals } from '../term/cond.js';
import { equal, isZero, one, type Poly, polyKey, variable } from '../term/poly.js';
import { apply, type Binder, entry, guarded, mul, type Scalar, sum, value } from '../term/term.js';

export interface Flat {
  readonly binders: readonly Binder[];
  readonly guard: readonly Cond[];
  readonly coef: Poly;
  /** Entries of independent tensors, applications and reciprocals. */
  readonly factors: readonly Scalar[];
}

/** The flat term as a term. */
export function flatTerm(flat: Flat): Scalar {
  return sum(flat.binders, guarded(and(flat.guard), flatBody(flat)));
}

export function flatBody({ coef, factors }: Flat): Scalar {
  return equal(coef, one) && factors.length > 0 ? mul(factors) : mul([value(coef), ...factors]);
}

export function flatConstant(coef: Poly): Flat {
  return { binders: [], guard: [], coef, factors: [] };
}

export function isNothing(flat: Flat): boolean {
  return isZero(flat.coef);
}

/** A factor with its index expressions taken out: `key` says what is left, `rows` are the expressions in order. */
export interface Skeleton {
  readonly key: string;
  readonly rows: readonly Poly[];
  /** The same factor with other index expressions. */
  readonly rebuild: (rows: readonly Poly[]) => Scalar;
}

/** null for a factor with a reduction inside: its bound names are not the flat term's. */
export function skeleton(factor: Scalar): Skeleton | null {
  switch (factor.tag) {
    case 'entry': {
      const { tensor } = factor;
      if (tensor.tag !== 'tensor') return null;
      return { key: `@${tensor.name}`, rows: factor.at, rebuild: (rows) => entry(tensor, rows) };
    }
    case 'value':
      return { key: '#', rows: [factor.value], rebuild: ([row]) => value(row as Poly) };
    case 'apply': {
      const parts: Skeleton[] = [];
      for (const arg of factor.args) {
        const part = skeleton(arg);
        if (part === null) return null;
        parts.push(part);
      }
      return joined(`${factor.fn}(`, parts, (args) => apply(factor.fn, args));
    }
    case 'reciprocal':
      return { key: `1/${polyKey(factor.of)}`, rows: [], rebuild: () => factor };
    default:
      return null;
  }
}

function joined(
  key: string,
  parts: readonly Skeleton[],
  build: (args: readonly Scalar[]) => Scalar,
): Skeleton {
  return {
    key: `${key}${parts.map((p) => p.key).join(',')})`,
    rows: parts.flatMap((p) => p.rows),
    rebuild: (rows) => {
      let next = 0;
      return build(
        parts.map((p) => {
          const mine = rows.slice(next, next + p.rows.length);
          next += p.rows.length;
          return p.rebuild(mine);
        }),
      );
    },
  };
}

/** Equations among the bound names that every point of the set satisfies: guards `e = 0` and ranges of one point. */
export function equationsOf(flat: Flat): readonly Poly[] {
  const guards = flat.guard.flatMap(conjuncts).flatMap((c) => (c.tag === 'eq' ? [c.form] : []));
  const points = flat.binders.flatMap(({ name, lo, hi }) => {
    const c = equal(lo, hi) ? equals(variable(name), lo) : null;
    return c?.tag === 'eq' ? [c.form] : [];
  });
  return [...guards, ...points];
}
