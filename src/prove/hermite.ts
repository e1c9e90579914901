// Quotients by one number that add up to what has none: ⌊t/3⌋ + ⌊(t+1)/3⌋ + ⌊(t+2)/3⌋ is t (Hermite's identity), and so is
// ⌊t/2⌋ + ⌈t/2⌉. Graham, Knuth, Patashnik, Concrete Mathematics, section 3.5.

import type { Step } from '../calculus/steps.js';
import { type Cond, condKey, mapForms } from '../term/cond.js';
import {
  add,
  constant,
  equal,
  factorsOfKey,
  floorOf,
  integerValue,
  mul,
  neg,
  numerator,
  type Poly,
  polyKey,
  quotientOf,
  scale,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { type Binder, binder, entry, iverson, type Scalar, value } from '../term/term.js';
import { partition } from './flatten.js';
import { indexStep } from './match.js';
import { isOutside, type Scope } from './scope.js';

/** coef·⌊(±t + offset)/d⌋, one of several with the same t and d. */
interface Member {
  readonly term: Poly;
  readonly coef: bigint;
  readonly sign: 1n | -1n;
  readonly offset: bigint;
}

interface Group {
  readonly t: Poly;
  readonly d: bigint;
  readonly members: Member[];
}

/** Quotients by larger numbers are left as they are. */
const mostRemainders = 60n;

/** The polynomial without quotients that add up to something plain, also inside of other quotients. */
export function withoutQuotientSums(poly: Poly): Poly {
  if (!poly.terms.some(({ key }) => factorsOfKey(key).some((factor) => quotientOf(factor) !== undefined)))
    return poly;
  const inner = poly.terms.reduce<Poly>(
    (sum, { key, coef }) =>
      add(sum, factorsOfKey(key).map(withoutInside).reduce(mul, constant(coef, poly.den))),
    zero,
  );
  return groupsIn(inner).reduce(plainly, inner);
}

function withoutInside(factor: string): Poly {
  const quotient = quotientOf(factor);
  return quotient === undefined
    ? variable(factor)
    : floorOf(withoutQuotientSums(quotient.num), withoutQuotientSums(quotient.den));
}

function groupsIn(poly: Poly): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { key, coef } of poly.terms) {
    const [only = '', ...others] = factorsOfKey(key);
    const quotient = others.length === 0 ? quotientOf(only) : undefined;
    const d = quotient === undefined ? null : integerValue(quotient.den);
    if (quotient === undefined || d === null || d > mostRemainders) continue;
    const offset = numerator(quotient.num, '');
    const linear = sub(quotient.num, constant(offset));
    const sign = (linear.terms[0]?.coef ?? 0n) < 0n ? -1n : 1n;
    const t = sign === 1n ? linear : neg(linear);
    const name = `${polyKey(t)}/${d}`;
    const group = groups.get(name) ?? { t, d, members: [] };
    group.members.push({ term: scale(variable(key), coef, poly.den), coef, sign, offset });
    groups.set(name, group);
  }
  return [...groups.values()].filter(({ members }) => members.length > 1);
}

/**
 * With t = d q + r the group is a multiple of q and a function of r; it is S t/d + B, where S is the sum of the
 * coefficients with their signs, if it is at each of the remainders.
 */
function plainly(poly: Poly, { t, d, members }: Group): Poly {
  const at = (r: bigint): bigint =>
    members.reduce((sum, { coef, sign, offset }) => sum + coef * floorDiv(sign * r + offset, d), 0n);
  const slope = members.reduce((sum, { coef, sign }) => sum + coef * sign, 0n);
  const first = at(0n);
  for (let r = 1n; r < d; r++) if (d * (at(r) - first) !== slope * r) return poly;
  const sum = add(scale(t, slope, d * poly.den), constant(first, poly.den));
  return members.reduce((rest, { term }) => sub(rest, term), add(poly, sum));
}

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b < 0n ? q - 1n : q;
}

/** An entry, a value or a bracket with such quotients written plainly; null where there are none. */
export function rounded(scope: Scope, term: Scalar): Step | null {
  try {
    switch (term.tag) {
      case 'entry': {
        const at = term.at.map(withoutQuotientSums);
        if (at.every((row, i) => equal(row, term.at[i] as Poly))) return null;
        return indexStep(scope, term, entry(term.tensor, at));
      }
      case 'value': {
        const plain = withoutQuotientSums(term.value);
        return equal(plain, term.value) ? null : indexStep(scope, term, value(plain));
      }
      case 'iverson': {
        const plain = plainCond(term.cond);
        if (condKey(plain) === condKey(term.cond)) return null;
        return { ...partition(scope, term.cond, [plain]), to: iverson(plain) };
      }
      default:
        return null;
    }
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

function plainCond(cond: Cond): Cond {
  return mapForms(cond, withoutQuotientSums);
}

/** The binder with its ends written plainly. */
export function roundedRange({ name, lo, hi }: Binder): Binder {
  return binder(name, withoutQuotientSums(lo), withoutQuotientSums(hi));
}
