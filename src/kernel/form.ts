// Index expressions at given sizes. Names that have a value are put in; the others, bound by a sum or given later, are
// places in a frame. What remains is, nearly always, affine, and its value is a few exact additions.

import { type Cond, conjuncts } from '../term/cond.js';
import { factorsOfKey, type Poly, quotientOf } from '../term/poly.js';
import { NoValue } from './budget.js';
import { floorDivide, type Integer, integer, plus, times } from './integer.js';

/** Values of names. */
export type Assignment = ReadonlyMap<string, bigint>;

/** Values of the bound names, each at its place. */
export type Frame = Integer[];

/** What the names of a formula stand for: places in the frame, or values. */
export interface Scope {
  readonly places: ReadonlyMap<string, number>;
  readonly at: Assignment;
}

/** coef · frame[p] · frame[q] · … · ⌊num/den⌋ · … */
interface Monomial {
  readonly coef: Integer;
  readonly places: readonly number[];
  readonly quotients: readonly Quotient[];
}

/** ⌊num/den⌋, and 0 where den ≤ 0. */
interface Quotient {
  readonly num: Form;
  readonly den: Form;
}

/** constant + Σ terms, over den. */
export class Form {
  /** Whether `coefs` and `places` say it all: the form is affine, its coefficients are small. */
  readonly #isPlain: boolean;
  readonly #coefs: number[] = [];
  readonly #places: number[] = [];

  private constructor(
    readonly constant: Integer,
    readonly terms: readonly Monomial[],
    readonly den: bigint,
  ) {
    for (const { coef, places, quotients } of terms) {
      const [place] = places;
      if (typeof coef !== 'number' || place === undefined || places.length > 1 || quotients.length > 0) break;
      this.#coefs.push(coef);
      this.#places.push(place);
    }
    this.#isPlain = typeof constant === 'number' && this.#coefs.length === terms.length;
  }

  static constant(value: Integer): Form {
    return new Form(value, [], 1n);
  }

  static place(place: number): Form {
    return new Form(0, [{ coef: 1, places: [place], quotients: [] }], 1n);
  }

  /** Throws NoValue on a name that stands for nothing. */
  static of(poly: Poly, scope: Scope): Form {
    let constant: Integer = 0;
    const terms: Monomial[] = [];
    for (const { key, coef } of poly.terms) {
      const term = monomial(integer(coef), key, scope);
      if (term.places.length === 0 && term.quotients.length === 0) constant = plus(constant, term.coef);
      else terms.push(term);
    }
    return new Form(constant, collected(terms), poly.den);
  }

  /** Σ factor · form. Throws NoValue on forms with denominators, which no subscript or bound has. */
  static sum(parts: readonly (readonly [factor: Integer, form: Form])[]): Form {
    let constant: Integer = 0;
    const terms: Monomial[] = [];
    for (const [factor, form] of parts) {
      if (form.den !== 1n) throw new NoValue('a subscript that is not an integer');
      constant = plus(constant, times(factor, form.constant));
      for (const term of form.terms) terms.push({ ...term, coef: times(factor, term.coef) });
    }
    return new Form(constant, collected(terms), 1n);
  }

  get isConstant(): boolean {
    return this.terms.length === 0;
  }

  uses(place: number): boolean {
    return this.terms.some((term) => mentions(term, place));
  }

  /** The number a in a · frame[place] + rest, where nothing else stands beside the place; null where something does. */
  slope(place: number): Integer | null {
    let slope: Integer = 0;
    for (const term of this.terms) {
      if (!mentions(term, place)) continue;
      if (term.places.length > 1 || term.quotients.length > 0) return null;
      slope = term.coef;
    }
    return slope;
  }

  /** den times the value. */
  numerator(frame: Frame): Integer {
    if (!this.#isPlain) return this.#exactly(frame);
    const coefs = this.#coefs;
    const places = this.#places;
    let sum = this.constant as number;
    for (let t = 0; t < coefs.length; t++) {
      const value = frame[places[t] as number];
      if (typeof value !== 'number') return this.#exactly(frame);
      const product = (coefs[t] as number) * value;
      sum += product;
      if (!isSafe(product) || !isSafe(sum)) return this.#exactly(frame);
    }
    return sum + 0;
  }

  #exactly(frame: Frame): Integer {
    let sum = this.constant;
    for (let t = 0; t < this.terms.length; t++) {
      const { coef, places, quotients } = this.terms[t] as Monomial;
      let product = coef;
      for (let p = 0; p < places.length; p++) product = times(product, frame[places[p] as number] as Integer);
      for (const quotient of quotients) product = times(product, quotientAt(quotient, frame));
      sum = plus(sum, product);
    }
    return sum;
  }

  /** The value of a subscript or a bound. Throws NoValue when it is not an integer. */
  integer(frame: Frame): Integer {
    const numerator = this.numerator(frame);
    if (this.den === 1n) return numerator;
    const value = BigInt(numerator);
    if (value % this.den !== 0n) throw new NoValue('a subscript that is not an integer');
    return integer(value / this.den);
  }
}

function isSafe(n: number): boolean {
  return n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER;
}

/** A monomial of an index expression, what has a value put in. */
function monomial(coef: Integer, key: string, scope: Scope): Monomial {
  let known = coef;
  const places: number[] = [];
  const quotients: Quotient[] = [];
  for (const factor of factorsOfKey(key)) {
    const quotient = quotientOf(factor);
    if (quotient !== undefined) {
      const open = { num: Form.of(quotient.num, scope), den: Form.of(quotient.den, scope) };
      if (open.num.isConstant && open.den.isConstant) known = times(known, quotientAt(open, []));
      else quotients.push(open);
      continue;
    }
    const place = scope.places.get(factor);
    const value = place === undefined ? scope.at.get(factor) : undefined;
    if (place !== undefined) places.push(place);
    else if (value !== undefined) known = times(known, integer(value));
    else throw new NoValue(`${factor} has no value`);
  }
  return { coef: known, places: places.sort((a, b) => a - b), quotients };
}

function quotientAt({ num, den }: Quotient, frame: Frame): Integer {
  const by = den.integer(frame);
  return by <= 0 ? 0 : floorDivide(num.integer(frame), by);
}

function mentions({ places, quotients }: Monomial, place: number): boolean {
  return places.includes(place) || quotients.some(({ num, den }) => num.uses(place) || den.uses(place));
}

/** Terms at the same places added up; those with quotients stay as they are. */
function collected(terms: readonly Monomial[]): readonly Monomial[] {
  if (terms.length < 2) return terms.filter(({ coef }) => coef !== 0);
  const sums = new Map<string, Monomial>();
  for (const [i, term] of terms.entries()) {
    const key = term.quotients.length > 0 ? `quotient ${i}` : term.places.join();
    sums.set(key, { ...term, coef: plus(term.coef, sums.get(key)?.coef ?? 0) });
  }
  return [...sums.values()].filter(({ coef }) => coef !== 0);
}

/** A condition on integers: ≥ 0 or = 0 of a form, or anything that can only be tested. */
export type Constraint =
  | { readonly tag: 'ge' | 'eq'; readonly form: Form; readonly test: Test }
  | { readonly tag: 'other'; readonly forms: readonly Form[]; readonly test: Test };

export type Test = (frame: Frame) => boolean;

export function nonNegative(form: Form): Constraint {
  return { tag: 'ge', form, test: (frame) => form.integer(frame) >= 0 };
}

/** The constraints that a condition consists of. */
export function constraints(cond: Cond, scope: Scope): readonly Constraint[] {
  return conjuncts(cond).map((part) => constraint(part, scope));
}

function constraint(part: Cond, scope: Scope): Constraint {
  switch (part.tag) {
    case 'ge':
      return nonNegative(Form.of(part.form, scope));
    case 'eq': {
      const form = Form.of(part.form, scope);
      return { tag: 'eq', form, test: (frame) => form.integer(frame) === 0 };
    }
    case 'div': {
      const form = Form.of(part.form, scope);
      const { divisor } = part;
      return { tag: 'other', forms: [form], test: (frame) => BigInt(form.integer(frame)) % divisor === 0n };
    }
    case 'not':
      return combined(
        [part.arg],
        scope,
        ([inner]) =>
          (frame) =>
            !(inner as Test)(frame),
      );
    case 'or':
      return combined(part.args, scope, (inner) => (frame) => inner.some((test) => test(frame)));
    case 'and':
      return combined(part.args, scope, (inner) => (frame) => inner.every((test) => test(frame)));
  }
}

function combined(
  args: readonly Cond[],
  scope: Scope,
  combine: (tests: readonly Test[]) => Test,
): Constraint {
  const inner = args.map((arg) => constraints(arg, scope));
  return {
    tag: 'other',
    forms: inner.flat().flatMap(formsOf),
    test: combine(inner.map((parts) => (frame) => parts.every(({ test }) => test(frame)))),
  };
}

/** What a constraint is about. */
export function formsOf(constraint: Constraint): readonly Form[] {
  return constraint.tag === 'other' ? constraint.forms : [constraint.form];
}
