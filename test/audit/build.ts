// Random formulas over a world, in a style: how many binders, factors, brackets, which strides and ranges.

import { coefficient, type Index, index, minus, named, plus, product, scaled } from './affine.js';
import { both, type Condition, compare, type Sign } from './condition.js';
import { add, entry, type Formula, guard, mul, number, renamed, sum, value } from './formula.js';
import type { Random } from './random.js';
import type { World } from './world.js';

export type RangeKind =
  | 'full' // 1..M
  | 'from-zero' // 0..M-1
  | 'triangle' // 1..v, v..M, v+1..M, 1..M-v
  | 'window' // v..v+N-1, v-N+1..v
  | 'edge' // 2..M-1, 3..M: empty at small sizes
  | 'wide' // -1..M+2
  | 'between' // M..N: empty on one side
  | 'long' // 1..M+N, 1..2*M
  | 'fixed'; // 1..3

export interface Style {
  /** Sums around a product. */
  readonly binders: readonly [least: number, most: number];
  readonly factors: readonly [least: number, most: number];
  readonly terms: readonly [least: number, most: number];
  readonly ranges: readonly (readonly [weight: number, kind: RangeKind])[];
  /** Factors of subscripts. */
  readonly strides: readonly number[];
  /** Probabilities of: a bracket, cases, a coefficient, a function, a mean, a product of sums, a power. */
  readonly guards: number;
  readonly cases: number;
  readonly values: number;
  readonly functions: number;
  readonly means: number;
  readonly factored: number;
  readonly powers: number;
  /** Products such as S*k in subscripts, of a size with a free index. */
  readonly atoms: readonly string[];
  /** The size whose products with bound indices stand in subscripts. */
  readonly step: string | null;
}

export const plainStyle: Style = {
  binders: [1, 2],
  factors: [1, 2],
  terms: [1, 2],
  ranges: [
    [4, 'full'],
    [1, 'from-zero'],
    [1, 'triangle'],
    [1, 'window'],
    [1, 'edge'],
  ],
  strides: [1],
  guards: 0.15,
  cases: 0.05,
  values: 0.1,
  functions: 0,
  means: 0,
  factored: 0.05,
  powers: 0.05,
  atoms: [],
  step: null,
};

const letters = ['m', 'n', 'p', 'q', 'r', 's', 't', 'v'];

export class Builder {
  #names = 0;

  constructor(
    readonly random: Random,
    readonly world: World,
    readonly style: Style,
  ) {}

  readonly fresh = (): string => {
    const round = Math.floor(this.#names / letters.length);
    const letter = letters[this.#names % letters.length] as string;
    this.#names += 1;
    return round === 0 ? letter : `${letter}${round}`;
  };

  /** Names that stand free in any formula of this world: sizes and declared indices. */
  get free(): readonly string[] {
    return [...this.world.sizes, ...this.world.indices.map(({ name }) => name)];
  }

  formula(): Formula {
    const { random, style } = this;
    const terms = Array.from({ length: random.int(...style.terms) }, () => this.term());
    return add(...terms.map((term) => (random.chance(0.15) ? mul(this.coefficient(), term) : term)));
  }

  private coefficient(): Formula {
    const { random } = this;
    return random.pick([number(-1), number(2), number(-3), number(1, 2), number(-2, 3)]);
  }

  /** Sums around a product. */
  private term(): Formula {
    const { random, style } = this;
    if (random.chance(style.factored)) return this.factored();
    const count = random.int(...style.binders);
    return this.summed(count, [], random.int(...style.factors));
  }

  /** Π of sums, or a power of one. */
  private factored(): Formula {
    const { random, style } = this;
    if (random.chance(style.powers)) {
      const base = add(this.summed(1, [], 1), ...(random.chance(0.3) ? [this.summed(0, [], 1)] : []));
      return {
        tag: 'power',
        base,
        exponent: random.weighted([
          [4, 2],
          [1, 3],
        ]),
      };
    }
    return mul(this.summed(1, [], 1), this.summed(random.int(0, 1), [], 1));
  }

  private summed(count: number, bound: readonly string[], factors: number): Formula {
    const { random, style } = this;
    if (count === 0) return this.body(bound, factors);
    const name = this.fresh();
    const [lo, hi] = this.range(bound);
    const inner = this.summed(count - 1, [...bound, name], factors);
    const body =
      inner.tag === 'sum' && random.chance(style.guards / 2)
        ? guard(this.condition([...bound, name]), inner)
        : inner;
    return sum(name, lo, hi, body, random.chance(0.7));
  }

  private body(bound: readonly string[], count: number): Formula {
    const { random, style } = this;
    // Each bound index in turn, so that most of them are used.
    const order = random.shuffled(bound);
    let next = 0;
    const main = (): string | null => (order.length === 0 ? null : (order[next++ % order.length] as string));
    const factors = Array.from({ length: count }, () => this.factor(main, bound));
    if (count > 0 && random.chance(style.powers))
      factors[0] = { tag: 'power', base: factors[0] as Formula, exponent: 2 };
    if (random.chance(style.values)) factors.unshift(value(this.weight(bound)));
    if (random.chance(style.values / 2)) factors.unshift(value(this.weight(bound)));
    let body = mul(...factors);
    if (random.chance(style.factored))
      body = mul(body, add(this.factor(main, bound), this.factor(main, bound)));
    if (random.chance(style.means))
      body = { tag: 'mean', sizes: random.pick([['M'], ['N'], ['M', 'N']]), body };
    if (random.chance(style.cases))
      body = {
        tag: 'cases',
        cond: this.condition(bound),
        holds: body,
        fails: random.chance(0.5) ? number(0) : renamed(this.factor(main, bound), this.fresh),
      };
    return random.chance(style.guards) ? guard(this.condition(bound), body) : body;
  }

  private factor(main: () => string | null, bound: readonly string[]): Formula {
    const { random, world, style } = this;
    const tensor = random.pick(world.tensors);
    const at = tensor.dims.map(([lo, hi]) => this.subscript(main(), bound, lo, hi));
    const own = entry(tensor.name, ...at);
    return random.chance(style.functions)
      ? { tag: 'apply', fn: random.pick(world.functions), body: own }
      : own;
  }

  /** An affine expression that is often inside lo..hi. */
  private subscript(main: string | null, bound: readonly string[], lo: Index, hi: Index): Index {
    const { random, style } = this;
    const frees = this.world.indices.map(({ name }) => name);
    const base = main ?? random.pick(frees);
    const stride = random.pick(style.strides);
    let a = scaled(named(base), stride);
    if (stride > 1) a = minus(a, random.int(0, stride));
    if (random.chance(0.25)) a = minus(plus(lo, hi), a);
    if (style.atoms.length > 0 && random.chance(0.6)) {
      a = plus(a, named(random.pick(style.atoms)));
      if (random.chance(0.5)) a = minus(a, named('S'));
    }
    if (style.step !== null && random.chance(0.5)) {
      const steps = product(named(style.step), named(base));
      a = random.chance(0.5) ? steps : plus(minus(steps, named(style.step)), a);
    }
    const others = [...bound.filter((name) => name !== base), ...frees];
    if (random.chance(0.35)) {
      a = plus(a, named(random.pick(others)), random.pick([1, 1, -1]));
      if (random.chance(0.6)) a = minus(a, 1);
    }
    if (random.chance(0.25)) a = plus(a, random.int(-2, 2));
    if (random.chance(0.08)) a = plus(a, named(random.pick(this.world.sizes)), random.pick([1, -1]));
    return a;
  }

  /** A coefficient: m+k, M-m+1, 2*n-1. */
  private weight(bound: readonly string[]): Index {
    const { random } = this;
    const pool = [...bound, ...bound, ...bound, ...this.free];
    let a = scaled(named(random.pick(pool)), random.pick([1, 1, 2, -1]));
    if (random.chance(0.5)) a = plus(a, named(random.pick(pool)), random.pick([1, -1]));
    return plus(a, random.int(-1, 2));
  }

  range(bound: readonly string[]): readonly [Index, Index] {
    const { random, world } = this;
    const size = named(random.pick(world.sizes));
    const other = named(random.pick(world.sizes));
    const last = bound[bound.length - 1] ?? random.pick(world.indices).name;
    const v = named(random.chance(0.8) || bound.length === 0 ? last : random.pick(bound));
    switch (random.weighted(this.style.ranges)) {
      case 'full':
        return [index(1), size];
      case 'from-zero':
        return [index(0), minus(size, 1)];
      case 'triangle':
        return random.pick<readonly [Index, Index]>([
          [index(1), v],
          [v, size],
          [plus(v, 1), size],
          [index(1), minus(size, v)],
          [index(1), minus(v, 1)],
        ]);
      case 'window':
        return random.pick<readonly [Index, Index]>([
          [v, plus(v, minus(size, 1))],
          [minus(v, minus(size, 1)), v],
          [plus(v, 1), plus(v, size)],
        ]);
      case 'edge':
        return random.pick<readonly [Index, Index]>([
          [index(2), minus(size, 1)],
          [index(3), size],
          [index(1), minus(size, 2)],
          [index(0), minus(size, 3)],
        ]);
      case 'wide':
        return [index(-1), plus(size, 2)];
      case 'between':
        return random.pick<readonly [Index, Index]>([
          [size, other],
          [plus(size, 1), plus(other, 1)],
          [index(1), minus(size, other)],
        ]);
      case 'long':
        return random.pick<readonly [Index, Index]>([
          [index(1), plus(size, other)],
          [index(1), scaled(size, 2)],
          [index(0), minus(plus(size, other), 2)],
        ]);
      case 'fixed':
        return [index(random.int(-1, 1)), index(random.int(2, 4))];
    }
  }

  condition(bound: readonly string[], depth = 0): Condition {
    const { random, style } = this;
    const shape = random.int(0, depth < 2 ? 9 : 6);
    if (shape === 7) return both(this.condition(bound, depth + 1), this.condition(bound, depth + 1));
    if (shape === 8)
      return { tag: 'or', args: [this.condition(bound, depth + 1), this.condition(bound, depth + 1)] };
    if (shape === 9) return { tag: 'not', arg: this.condition(bound, depth + 1) };
    const pool = [...bound, ...bound, ...bound, ...this.free];
    const left = named(random.pick(pool));
    const stride = Math.max(...style.strides);
    if (stride > 1 && random.chance(0.5)) {
      const divisor = random.pick(style.strides.filter((s) => s > 1));
      const of = plus(left, random.chance(0.5) ? named(random.pick(pool)) : index(0), random.pick([1, -1]));
      if (random.chance(0.5)) return { tag: 'divides', divisor, of: plus(of, random.int(0, divisor - 1)) };
      return compare(
        plus(left, 0),
        '=',
        plus(scaled(named(random.pick(pool)), divisor), random.int(-divisor, 1)),
      );
    }
    const sign = random.weighted<Sign>([
      [3, '<='],
      [2, '<'],
      [2, '='],
      [1, '>'],
      [2, '>='],
      [1, '!='],
    ]);
    const right = random.chance(0.8)
      ? plus(named(random.pick(pool)), random.int(-1, 1))
      : index(random.int(1, 3));
    return compare(left, sign, coefficient(right, [...left.keys()][0] as string) === 1 ? index(2) : right);
  }
}
