// Operations counted by running through a formula at given sizes: every sum is a loop, every bracket is asked. It knows
// nothing of sets and closed forms, and is a witness for the counts that come from these.

import { holds } from '../../src/term/cond.js';
import { type Env, insideShape, reachOf } from '../../src/term/env.js';
import { evaluate, type Poly } from '../../src/term/poly.js';
import type { Binder, Scalar } from '../../src/term/term.js';

type Point = ReadonlyMap<string, bigint>;

interface Tally {
  multiplications: number;
  additions: number;
}

/** The multiplications and additions of one evaluation of `term` at each point of the ranges of `cells`. */
export function tallied(env: Env, term: Scalar, cells: readonly Binder[], sizes: Point): Tally {
  const tally: Tally = { multiplications: 0, additions: 0 };
  each(cells, sizes, (at) => run(term, at));
  return tally;

  /** Counts what the evaluation takes. */
  function run(part: Scalar, at: Point): void {
    if (!varies(part)) return;
    if (part.tag === 'add' || (part.tag === 'reduce' && part.op === 'sum')) {
      const found = terms(part, at);
      tally.additions += Math.max(found.length - 1, 0);
      for (const [one, where] of found) run(one, where);
    } else if (part.tag === 'reduce') each(part.binders, at, (inner) => run(part.body, inner));
    else if (part.tag === 'pow' && isPresent(part, at)) {
      tally.multiplications += part.exponent - 1;
      run(part.base, at);
    } else if (part.tag === 'mul' && isPresent(part, at)) {
      const factors = spread(part);
      const varying = factors.filter(varies);
      const known = factors.filter((factor) => !varies(factor) && factor.tag !== 'iverson');
      const size = known.reduce((n, f) => (f.tag === 'value' && isNumber(f.value) ? n * at0(f.value) : 2), 1);
      tally.multiplications += varying.length - (Math.abs(size) === 1 ? 1 : 0);
      for (const factor of varying) run(factor, at);
    }
  }

  /** The terms of a sum, and of the sums in it, that are not left out; numbers are one term. */
  function terms(part: Scalar, at: Point): readonly (readonly [Scalar, Point])[] {
    if (part.tag === 'add') {
      const numbers = part.args.filter((arg) => !varies(arg) && isPresent(arg, at));
      const first = numbers[0];
      return [
        ...part.args.filter(varies).flatMap((arg) => terms(arg, at)),
        ...(first === undefined ? [] : [[first, at] as const]),
      ];
    }
    if (part.tag === 'reduce' && part.op === 'sum') {
      const found: (readonly [Scalar, Point])[] = [];
      each(part.binders, at, (inner) => found.push(...terms(part.body, inner)));
      return found;
    }
    return isPresent(part, at) ? [[part, at]] : [];
  }

  /** Whether no bracket and no shape makes it 0. */
  function isPresent(part: Scalar, at: Point): boolean {
    switch (part.tag) {
      case 'value':
        return part.value.terms.length > 0;
      case 'iverson':
        return holds(part.cond, (form) => evaluate(form, (name) => at.get(name) as bigint).num);
      case 'entry':
        return insideShape(reachOf(env, part.tensor), part.at).every((cond) =>
          holds(cond, (form) => evaluate(form, (name) => at.get(name) as bigint).num),
        );
      case 'mul':
        return part.args.every((arg) => isPresent(arg, at));
      case 'pow':
        return isPresent(part.base, at);
      default:
        return true;
    }
  }
}

function each([first, ...rest]: readonly Binder[], at: Point, visit: (at: Point) => void): void {
  if (first === undefined) {
    visit(at);
    return;
  }
  const value = (poly: Poly): bigint => evaluate(poly, (name) => at.get(name) as bigint).num;
  for (let i = value(first.lo); i <= value(first.hi); i++)
    each(rest, new Map([...at, [first.name, i]]), visit);
}

function varies(part: Scalar): boolean {
  switch (part.tag) {
    case 'entry':
    case 'apply':
      return true;
    case 'add':
    case 'mul':
      return part.args.some(varies);
    case 'pow':
      return part.exponent > 0 && varies(part.base);
    case 'reduce':
      return varies(part.body);
    default:
      return false;
  }
}

function spread(part: Scalar): readonly Scalar[] {
  return part.tag === 'mul' ? part.args.flatMap(spread) : [part];
}

function isNumber(poly: Poly): boolean {
  return poly.terms.every(({ key }) => key === '');
}

function at0(poly: Poly): number {
  const { num, den } = evaluate(poly, () => 0n);
  return isNumber(poly) ? Number(num) / Number(den) : Number.NaN;
}
