// Sizes of outputs: strides, padding, dilation, pooling, layers on top of each other, and the way back.

import { type Index, index, minus, named, plus, product, rounded, scaled } from './affine.js';
import { compare } from './condition.js';
import { show, value } from './formula.js';
import { respelledRounding } from './moves/rounding.js';
import type { Random } from './random.js';
import { slippedIndex } from './slips.js';
import { type Statement, statementOf } from './statement.js';
import type { World } from './world.js';

interface Equation {
  readonly left: Index;
  readonly right: Index;
  /** Assumptions under which it is true, as left and right sides with a sign. */
  readonly where?: readonly (readonly [Index, '=' | '<', Index])[];
}

const [I, K, M, N, P, A] = ['I', 'K', 'M', 'N', 'P', 'A'].map(named) as [
  Index,
  Index,
  Index,
  Index,
  Index,
  Index,
];
const floor = (of: Index, by: Index): Index => rounded('floor', of, by);
const ceil = (of: Index, by: Index): Index => rounded('ceil', of, by);
const mod = (of: Index, by: Index): Index => rounded('mod', of, by);

/** (of - M)/S + 1, of the padded input and a kernel of extent M */
const output = (of: Index, extent: Index, s: Index): Index => plus(floor(minus(of, extent), s), 1);

/** What is true of sizes with strides s and t, by the definition of floor. */
const equations: readonly ((s: Index, t: Index, extent: Index) => Equation)[] = [
  // K outputs need S(K-1)+M inputs, and less than S more make no difference
  (s, _, m) => ({ left: output(I, m, s), right: K, where: [[I, '=', plus(product(s, minus(K, 1)), m)]] }),
  (s, _, m) => ({
    left: output(plus(I, P, 2), m, s),
    right: K,
    where: [
      [I, '=', plus(minus(plus(product(s, minus(K, 1)), m), scaled(P, 2)), A)],
      [A, '<', s],
    ],
  }),
  // and back
  (s, _, m) => ({ left: output(plus(product(s, minus(K, 1)), m), m, s), right: K }),
  (s, _, m) => ({
    left: output(plus(minus(plus(product(s, minus(K, 1)), m), scaled(P, 2)), P, 2), m, s),
    right: K,
  }),
  // same padding
  (s) => ({ left: output(plus(I, P, 2), M, s), right: ceil(I, s), where: [[M, '=', plus(scaled(P, 2), 1)]] }),
  (s, _, m) => ({
    left: output(plus(I, minus(plus(product(s, minus(ceil(I, s), 1)), m), I)), m, s),
    right: ceil(I, s),
  }),
  // two layers
  (s, t, m) => ({
    left: output(output(I, m, s), N, t),
    right: plus(floor(minus(minus(I, m), product(s, minus(N, 1))), product(s, t)), 1),
  }),
  (s, t) => ({ left: floor(floor(I, s), t), right: floor(I, product(s, t)) }),
  // pooling
  (s) => ({ left: output(I, s, s), right: floor(I, s) }),
  (s) => ({ left: ceil(I, s), right: plus(floor(minus(I, 1), s), 1) }),
  (s) => ({ left: ceil(minus(product(s, K), A), s), right: K, where: [[A, '<', s]] }),
  (s) => ({ left: plus(product(s, floor(I, s)), mod(I, s)), right: I }),
  (s) => ({ left: mod(plus(I, product(s, K)), s), right: mod(I, s) }),
  (s) => ({ left: floor(plus(product(s, K), mod(I, s)), s), right: K }),
  (s) => ({ left: mod(plus(mod(I, s), mod(M, s)), s), right: mod(plus(I, M), s) }),
  () => ({ left: plus(floor(I, index(2)), ceil(I, index(2))), right: I }),
];

/** An equation between sizes, spelled in some way, or with a slip. */
export function sizeStatement(random: Random): Statement {
  const stride = (name: string): Index => (random.chance(0.5) ? named(name) : index(random.int(1, 4)));
  const extent = random.weighted([
    [3, M],
    [1, plus(scaled(minus(M, 1), random.int(2, 3)), 1)],
    [1, index(random.int(1, 5))],
  ]);
  const { left, right, where = [] } = random.pick(equations)(stride('S'), stride('T'), extent);
  // Sizes are at least 1, so that nothing is left over from steps of 1.
  if (where.some(([a, sign, b]) => a === A && sign === '<' && b.get('') === 1)) return sizeStatement(random);
  const world: World = {
    sizes: ['I', 'K', 'M', 'N', 'P', 'A', 'S', 'T'],
    tensors: [],
    functions: [],
    indices: [],
    assumptions: where.map(([a, sign, b]) => compare(a, sign, b)),
    equal: new Map(),
  };
  const at = { random, world, scope: ['I', 'S', 'K', 'M'], fresh: () => 'm' };
  const sides = [left, right].map((side) =>
    random.chance(0.5) ? (respelledRounding(side, at) ?? side) : side,
  );
  const made = random.chance(0.5) ? 'true' : 'slip';
  if (made === 'slip') {
    const which = random.int(0, 1);
    sides[which] = slippedIndex(sides[which] as Index, at);
  }
  const formulas = sides.map(value);
  const swapped = random.chance(0.3) ? formulas.reverse() : formulas;
  return statementOf({ world, sides: swapped, operator: '=', made, reuseNames: false }, show);
}
