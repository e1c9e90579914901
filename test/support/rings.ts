// Two commutative rings to evaluate formulas in: residues modulo a prime, with a pseudo-random residue for every entry
// (fast; a difference found there is one), and polynomials in the entries (exact).

export interface Ring<T> {
  readonly zero: T;
  readonly one: T;
  /** num/den; throws NoValue when den has no inverse. */
  fraction(num: bigint, den: bigint): T;
  unknown(name: string): T;
  /** An unknown for each function and value of its arguments. */
  apply(head: Head, args: readonly T[]): T;
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  equal(a: T, b: T): boolean;
  /** The rational number that an element is; throws NoValue where it is none or cannot be told. */
  rational(a: T): Fraction;
}

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** An opaque function, or its derivative by arguments, which are numbered with the entries of tensors spread out. */
export interface Head {
  readonly name: string;
  /** Of the tensors among the arguments. */
  readonly shapes: string;
  readonly by: readonly number[];
}

function headText({ name, shapes, by }: Head): string {
  return `${name}${shapes}${[...by]
    .sort((a, b) => a - b)
    .map((i) => `'${i}`)
    .join('')}`;
}

/** A formula without a value here: a maximum of unknowns, a division by 0. */
export class NoValue extends Error {
  override readonly name = 'NoValue';
}

// ---- residues --------------------------------------------------------------------------------------

const prime = 67_108_859; // products of residues stay below 2^53
const bigPrime = BigInt(prime);

function hash(text: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619);
  h ^= h >>> 15;
  h = Math.imul(h, 2_246_822_519);
  h ^= h >>> 13;
  h = Math.imul(h, 3_266_489_917);
  return ((h ^ (h >>> 16)) >>> 0) % prime;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

function residue(n: bigint): number {
  return Number(((n % bigPrime) + bigPrime) % bigPrime);
}

export const residues: Ring<number> = {
  zero: 0,
  one: 1,
  fraction(num, den) {
    if (residue(den) === 0) throw new NoValue('a division by zero');
    return (residue(num) * power(residue(den), prime - 2)) % prime;
  },
  unknown: hash,
  apply: (head, args) => hash(`${headText(head)}(${args.join()})`),
  add: (a, b) => (a + b) % prime,
  mul: (a, b) => (a * b) % prime,
  equal: (a, b) => a === b,
  rational() {
    throw new NoValue('residues have no order');
  },
};

// ---- polynomials -----------------------------------------------------------------------------------

/** Coefficient by monomial; a monomial is its unknowns, sorted, separated by spaces. */
export type Polynomial = ReadonlyMap<string, Fraction>;

function lowest(num: bigint, den: bigint): Fraction {
  let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den];
  while (b !== 0n) [a, b] = [b, a % b];
  const g = den < 0n ? -a : a;
  return { num: num / g, den: den / g };
}

function collect(terms: Iterable<readonly [string, Fraction]>): Polynomial {
  const sums = new Map<string, Fraction>();
  for (const [monomial, c] of terms) {
    const s = sums.get(monomial) ?? { num: 0n, den: 1n };
    sums.set(monomial, lowest(s.num * c.den + c.num * s.den, s.den * c.den));
  }
  for (const [monomial, c] of sums) if (c.num === 0n) sums.delete(monomial);
  return sums;
}

function product(a: string, b: string): string {
  if (a === '' || b === '') return a + b;
  return [...a.split(' '), ...b.split(' ')].sort().join(' ');
}

function text(poly: Polynomial): string {
  return [...poly]
    .map(([monomial, { num, den }]) => `${num}/${den}~${monomial.replaceAll(' ', '~')}`)
    .sort()
    .join('+');
}

export const polynomials: Ring<Polynomial> = {
  zero: new Map(),
  one: new Map([['', { num: 1n, den: 1n }]]),
  fraction(num, den) {
    if (den === 0n) throw new NoValue('a division by zero');
    return collect([['', lowest(num, den)]]);
  },
  unknown: (name) => new Map([[name, { num: 1n, den: 1n }]]),
  apply: (head, args) => new Map([[`${headText(head)}(${args.map(text).join()})`, { num: 1n, den: 1n }]]),
  add: (a, b) => collect([...a, ...b]),
  mul: (a, b) =>
    collect(
      [...a].flatMap(([m, c]) =>
        [...b].map(([n, d]) => [product(m, n), lowest(c.num * d.num, c.den * d.den)] as const),
      ),
    ),
  equal: (a, b) => text(a) === text(b),
  rational(a) {
    if (a.size === 0) return { num: 0n, den: 1n };
    const c = a.get('');
    if (c === undefined || a.size > 1) throw new NoValue('no number');
    return c;
  },
};

// ---- dual numbers ----------------------------------------------------------------------------------

/** value + slope ε with ε² = 0: the slope of f(x + ε) is the derivative of f. */
export interface Dual<T> {
  readonly value: T;
  readonly slope: T;
}

export function duals<T>(ring: Ring<T>): Ring<Dual<T>> {
  const constant = (value: T): Dual<T> => ({ value, slope: ring.zero });
  return {
    zero: constant(ring.zero),
    one: constant(ring.one),
    fraction: (num, den) => constant(ring.fraction(num, den)),
    unknown: (name) => constant(ring.unknown(name)),
    apply: (head, args) => {
      const values = args.map((arg) => arg.value);
      return {
        value: ring.apply(head, values),
        slope: args
          .map((arg, i) => ring.mul(ring.apply({ ...head, by: [...head.by, i] }, values), arg.slope))
          .reduce(ring.add, ring.zero),
      };
    },
    add: (a, b) => ({ value: ring.add(a.value, b.value), slope: ring.add(a.slope, b.slope) }),
    mul: (a, b) => ({
      value: ring.mul(a.value, b.value),
      slope: ring.add(ring.mul(a.value, b.slope), ring.mul(a.slope, b.value)),
    }),
    equal: (a, b) => ring.equal(a.value, b.value) && ring.equal(a.slope, b.slope),
    rational: (a) => {
      if (!ring.equal(a.slope, ring.zero)) throw new NoValue('the derivative of a maximum');
      return ring.rational(a.value);
    },
  };
}
