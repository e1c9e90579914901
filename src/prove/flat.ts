// Flat terms: a sum over integer points of a polynomial coefficient times a product of entries,
//   sum_{v in ranges, guard} coef(v) T_1[..] T_2[..] ...
// Every formula of the fragment is a list of these.

import { and, type Cond, conjuncts, equals } from '../term/cond.js';
import { equal, isZero, one, type Poly, polyKey, variable } from '../term/poly.js';
import {
  apply,
  type Binder,
  entry,
  guarded,
  isPoly,
  isTensor,
  mul,
  op,
  type Place,
  type Scalar,
  sum,
  type Tensor,
  value,
} from '../term/term.js';

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

/** Something with its index expressions taken out: `key` says what is left, `rows` are the expressions in order. */
interface Bones<T> {
  readonly key: string;
  readonly rows: readonly Poly[];
  /** The same with other index expressions. */
  readonly rebuild: (rows: readonly Poly[]) => T;
}

/** A factor with its index expressions taken out. */
export type Skeleton = Bones<Scalar>;

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
    case 'apply':
      return applicationSkeleton(factor);
    case 'reciprocal':
      return { key: `1/${polyKey(factor.of)}`, rows: [], rebuild: () => factor };
    default:
      return null;
  }
}

function applicationSkeleton({ fn, args, by }: Scalar & { tag: 'apply' }): Skeleton | null {
  const parts = joined<Scalar | Tensor>(
    args.map((arg) => (isTensor(arg) ? tensorBones(arg) : skeleton(arg))),
  );
  const places = joined<Place>(
    by.map(({ arg, at }) => ({ key: `${arg}`, rows: at, rebuild: (rows) => ({ arg, at: rows }) })),
  );
  if (parts === null || places === null) return null;
  return {
    key: `${fn}'(${places.key})(${parts.key})`,
    rows: [...parts.rows, ...places.rows],
    rebuild: (rows) =>
      apply(
        fn,
        parts.rebuild(rows.slice(0, parts.rows.length)),
        places.rebuild(rows.slice(parts.rows.length)),
      ),
  };
}

/** null for a matrix written out. */
function tensorBones(tensor: Tensor): Bones<Tensor> | null {
  if (tensor.tag === 'tensor') return { key: `@${tensor.name}`, rows: [], rebuild: () => tensor };
  if (tensor.tag === 'matrix') return null;
  const args = joined<Tensor | Poly>(
    tensor.args.map((arg) =>
      isPoly(arg) ? { key: '#', rows: [arg], rebuild: ([row]) => row as Poly } : tensorBones(arg),
    ),
  );
  return args === null
    ? null
    : { ...args, key: `@${tensor.op}(${args.key})`, rebuild: (rows) => op(tensor.op, args.rebuild(rows)) };
}

/** A list of such things as one. */
function joined<T>(parts: readonly (Bones<T> | null)[]): Bones<readonly T[]> | null {
  const all = parts.filter((part) => part !== null);
  if (all.length < parts.length) return null;
  return {
    key: all.map((part) => part.key).join(','),
    rows: all.flatMap((part) => part.rows),
    rebuild: (rows) => {
      let next = 0;
      return all.map((part) => {
        const mine = rows.slice(next, next + part.rows.length);
        next += part.rows.length;
        return part.rebuild(mine);
      });
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
