// Partial derivatives of expanded polynomials: ∂/∂u of an unknown u, by the product rule, and by the chain rule through
// applications of functions; and entries put in for unknowns, in the arguments of functions, too.

import { type Argument, type Position, subscripts, type Unknown } from './alphabet.js';
import { type Integer, integer } from './integer.js';
import { keyOfOne, type Monomials } from './monomials.js';
import { addProduct, multiply } from './multiply.js';
import { Polynomial, type Term, TermList } from './packed.js';
import { power } from './power.js';

type Application = Unknown & { kind: 'application' };

/** ∂poly/∂u for the unknown with the number u. */
export function partial(poly: Polynomial, u: number): Polynomial {
  const { monomials } = poly;
  const slopes = new Map<number, Polynomial>();
  return of(poly);

  function of(part: Polynomial): Polynomial {
    const list = new TermList(monomials);
    for (const { factors, coefficient } of part.terms()) {
      for (const [unknown, exponent] of factors) {
        const slope = slopeOf(unknown);
        if (slope.size === 0) continue;
        const rest = factors.map(([v, e]) => [v, v === unknown ? e - 1 : e] as const);
        const num = coefficient.num * BigInt(exponent);
        addProduct(list, monomial(monomials, rest, { num, den: coefficient.den }), slope);
      }
    }
    return list.normalise().polynomial();
  }

  function slopeOf(unknown: number): Polynomial {
    let slope = slopes.get(unknown);
    if (slope === undefined) {
      slope = unknown === u ? single(monomials, []) : chainRule(monomials.alphabet.unknown(unknown));
      slopes.set(unknown, slope);
    }
    return slope;
  }

  /** Σ over the arguments, and their entries, of the derivative of the function times that of the argument. */
  function chainRule(unknown: Unknown): Polynomial {
    const list = new TermList(monomials);
    if (unknown.kind === 'application') {
      for (const { position, value } of unknown.args.flatMap(positions)) {
        const inner = of(value);
        if (inner.size === 0) continue;
        const by = [...unknown.by, position];
        const outer = monomials.alphabet.application(unknown.fn, unknown.args, by);
        addProduct(list, single(monomials, [[outer, 1]]), inner);
      }
    }
    return list.normalise().polynomial();
  }
}

/** What a function may be differentiated by in one of its arguments, and what stands there. */
function positions(
  arg: Argument,
  i: number,
): readonly { readonly position: Position; readonly value: Polynomial }[] {
  if (!('cells' in arg)) return [{ position: { arg: i, at: [] }, value: arg }];
  return subscripts(arg.ranges).map((at, c) => ({
    position: { arg: i, at },
    value: arg.cells[c] as Polynomial,
  }));
}

/** `poly` with the entries of a tensor, which are unknowns in it, written out. */
export function withEntries(
  poly: Polynomial,
  tensor: string,
  entry: (at: readonly Integer[]) => Polynomial,
): Polynomial {
  const { monomials } = poly;
  const images = new Map<number, Polynomial>();
  return of(poly);

  function of(part: Polynomial): Polynomial {
    const list = new TermList(monomials);
    for (const { factors, coefficient } of part.terms()) {
      const product = factors.reduce(
        (before, [unknown, exponent]) => multiply(before, power(imageOf(unknown), exponent)),
        monomial(monomials, [], coefficient),
      );
      list.add(product);
    }
    return list.normalise().polynomial();
  }

  function imageOf(number: number): Polynomial {
    let image = images.get(number);
    if (image === undefined) {
      const unknown = monomials.alphabet.unknown(number);
      if (unknown.kind === 'application') image = single(monomials, [[application(unknown), 1]]);
      else image = unknown.tensor === tensor ? entry(unknown.at) : single(monomials, [[number, 1]]);
      images.set(number, image);
    }
    return image;
  }

  function application({ fn, args, by }: Application): number {
    const images = args.map((arg) => ('cells' in arg ? { ...arg, cells: arg.cells.map(of) } : of(arg)));
    return monomials.alphabet.application(fn, images, by);
  }
}

type Factors = Term['factors'];

function single(monomials: Monomials, factors: Factors): Polynomial {
  return monomial(monomials, factors, { num: 1n, den: 1n });
}

/** A coefficient times a product of powers, the unknowns rising. */
function monomial(monomials: Monomials, factors: Factors, { num, den }: Term['coefficient']): Polynomial {
  const unknowns = factors.flatMap(([unknown, exponent]) => Array<number>(exponent).fill(unknown));
  const key = unknowns.length === 0 ? keyOfOne : monomials.ofUnknowns(unknowns);
  return new Polynomial(monomials, Float64Array.of(key), [integer(num)], den);
}
