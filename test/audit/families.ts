// The families of statements: one for each kind of formula that convolutions need.

import { named, plus } from './affine.js';
import { Builder, plainStyle, type Style } from './build.js';
import { derivative } from './derivative.js';
import { type Formula, show, symbolsOf } from './formula.js';
import { type MoveName, moved, moves } from './moves/index.js';
import type { Place } from './moves/move.js';
import { roundingMoves } from './moves/rounding.js';
import { Random } from './random.js';
import { sizeStatement } from './sizes.js';
import { slipped } from './slips.js';
import { type Relation, type Statement, statementOf } from './statement.js';
import { tensorStatement } from './tensors.js';
import type { World } from './world.js';
import { assumed, operated, plain, strided } from './worlds.js';

/** Makes the statement of a number; equal numbers and seeds make equal statements. */
export type Family = (random: Random) => Statement;

/** The laws for every family; those of rounding are for their own. */
const every = (Object.keys(moves) as readonly MoveName[]).filter(
  (name) => !Object.hasOwn(roundingMoves, name),
);

interface Recipe {
  readonly style: Partial<Style>;
  readonly world?: (random: Random) => World;
  /** Laws used more often than the others. */
  readonly favour?: readonly MoveName[];
  readonly operator?: (random: Random) => '=' | '!=';
  readonly sides?: number;
  /** Outside the fragment: a verdict is welcome, not promised. */
  readonly outside?: boolean;
  /** Of the first side, the left and the right side of an equation that is true. */
  readonly equation?: (f: Formula, builder: Builder) => readonly [Formula, Formula];
}

/** A part of a world: one to three tensors, the given free indices and one or two more. */
function excerpt(random: Random, world: World, indices: readonly string[]): World {
  const some = random.shuffled(world.tensors).slice(0, random.int(1, 3));
  const subscripted = some.some(({ dims }) => dims.length > 0)
    ? some
    : [...some, ...world.tensors.filter(({ name }) => name === 'a')];
  const parts = new Set(subscripted.flatMap(({ of = [] }) => of));
  return {
    ...world,
    tensors: [...new Set([...subscripted, ...world.tensors.filter(({ name }) => parts.has(name))])],
    indices: [
      ...world.indices.filter(({ name }) => indices.includes(name)),
      ...random
        .shuffled(world.indices.filter(({ name }) => !indices.includes(name)))
        .slice(0, random.int(1, 2)),
    ],
  };
}

/** The sides of an equation, or of a chain of them, each written in another way. */
function written(
  [first, second]: readonly [Formula, Formula],
  sides: number,
  laws: readonly MoveName[],
  place: Place,
): readonly Formula[] {
  const { random } = place;
  // Sides that differ anyhow may stay as they are.
  const times = random.weighted([
    [first === second ? 0 : 2, 0],
    [4, 1],
    [3, 2],
    [1, 3],
  ]);
  const shown = [random.chance(0.3) ? moved(first, 1, laws, place) : first];
  for (let side = second; shown.length < sides; ) {
    side = moved(side, shown.length === 1 ? times : random.int(1, 2), laws, place);
    shown.push(side);
  }
  return shown;
}

/** A formula and the same formula written otherwise, or with a slip. */
function scalars({
  style,
  world = () => plain,
  favour = [],
  operator = () => '=',
  sides = 2,
  equation = (f) => [f, f],
  outside = false,
}: Recipe): Family {
  const laws = [...every, ...favour, ...favour, ...favour, ...favour];
  return (random) => {
    const own = { ...plainStyle, ...style };
    const needed = own.atoms.flatMap((atom) => atom.split(' '));
    const builder = new Builder(random, excerpt(random, world(random), needed), own);
    const place = { random, world: builder.world, scope: builder.free, fresh: builder.fresh };
    const shown = [...written(equation(builder.formula(), builder), sides, laws, place)];
    const made = random.chance(0.5) ? 'true' : 'slip';
    if (made === 'slip') {
      const which = random.int(0, shown.length - 1);
      const once = slipped(shown[which] as Formula, place);
      shown[which] = random.chance(0.25) ? slipped(once, place) : once;
    }
    const relation: Relation = {
      world: builder.world,
      sides: shown,
      operator: operator(random),
      made,
      outside,
      reuseNames: random.chance(0.5),
    };
    return statementOf(relation, show);
  };
}

/** The derivative by an entry of a tensor that the formula has, and what it is by the rules of school. */
function differentiated(f: Formula, { random, world, free, fresh }: Builder): readonly [Formula, Formula] {
  const own = world.tensors.filter(({ name }) => symbolsOf(f).has(name));
  const { name, dims } = random.pick(own.length > 0 ? own : world.tensors);
  const indices = free.filter((other) => !world.sizes.includes(other));
  const at = dims.map(([lo]) => plus(named(random.pick(indices)), random.chance(0.2) ? plus(lo, -1) : 0));
  const by = { tensor: name, at };
  return [{ tag: 'diff', body: f, ...by }, derivative(f, by, world, fresh)];
}

export const families = {
  /** Nested and sheared ranges, bounds that use earlier binders, splitting at a parameter, empty ranges. */
  ranges: scalars({
    style: {
      binders: [1, 3],
      factors: [1, 2],
      ranges: [
        [2, 'full'],
        [1, 'from-zero'],
        [3, 'triangle'],
        [2, 'window'],
        [2, 'edge'],
        [1, 'wide'],
        [2, 'between'],
        [1, 'long'],
        [1, 'fixed'],
      ],
      guards: 0.05,
      values: 0.05,
    },
    favour: ['reverse', 'shift', 'exchange', 'splitByBracket', 'splitAtParameter', 'splitOff', 'widen'],
  }),
  /** Products of one to four factors and of sums, powers, one tensor several times. */
  products: scalars({
    style: { factors: [1, 4], factored: 0.2, powers: 0.2, guards: 0.05, values: 0.05 },
    favour: ['permute', 'distribute', 'pullIn', 'pullOut', 'multiplyOut', 'binomial', 'diagonal', 'linear'],
  }),
  /** Coefficients polynomial in indices and sizes, binders that no factor uses, 1/(M*N). */
  coefficients: scalars({
    style: {
      binders: [1, 3],
      factors: [0, 1],
      values: 0.6,
      means: 0.2,
      guards: 0.05,
      ranges: [
        [4, 'full'],
        [1, 'from-zero'],
        [3, 'triangle'],
        [1, 'window'],
        [1, 'edge'],
      ],
    },
    favour: ['closedForm', 'closedForm', 'mean', 'meanOfMeans', 'spellValue', 'pullOut', 'exchange'],
  }),
  /** Subscripts that are not injective: how often each entry is met. */
  ways: scalars({
    style: { binders: [2, 3], factors: [1, 1], strides: [1, 1, 2], guards: 0.05, cases: 0 },
    favour: ['collect', 'waysInCases', 'waysInCases', 'closedForm', 'shift'],
  }),
  /** Brackets and cases: and, or, not; zero extension on every side. */
  guards: scalars({
    style: { binders: [0, 2], guards: 0.7, cases: 0.3 },
    favour: [
      'distinguish',
      'twoCases',
      'complement',
      'nest',
      'inclusionExclusion',
      'eitherOr',
      'respell',
      'asBrackets',
      'asCases',
      'zeroExtension',
      'nothingOutside',
      'overEntries',
    ],
  }),
  /** Numeric strides and dilations, divisibility. */
  strides: scalars({
    style: {
      strides: [1, 2, 2, 3, 4],
      guards: 0.35,
      ranges: [
        [4, 'full'],
        [1, 'from-zero'],
        [1, 'triangle'],
        [2, 'long'],
      ],
    },
    favour: ['byResidues', 'byBlocks', 'otherResidues', 'quotient', 'collect'],
  }),
  /** Under assumptions such as I = 2*(K-1)+M. */
  assumptions: scalars({
    style: { binders: [1, 2] },
    world: assumed,
    favour: ['zeroExtension', 'overEntries', 'assumed', 'assumed', 'shift'],
  }),
  /** Opaque functions of equal arguments. */
  functions: scalars({ style: { functions: 0.5, factors: [1, 2] } }),
  /** Claims with !=. */
  differ: scalars({ style: {}, operator: () => '!=' }),
  /** A = B = C. */
  chains: scalars({ style: { binders: [1, 1] }, sides: 3 }),
  /** A symbolic stride: S*k with a free index k. */
  symbolic: scalars({ style: { atoms: ['S k', 'S k', 'S l'] }, world: () => strided }),
  /** S*m with a bound index m, which not every law can carry through. */
  steps: scalars({ style: { step: 'S', factors: [1, 1] }, world: () => strided, outside: true }),
  /** Derivatives by an entry at a symbolic position. */
  derivatives: scalars({
    style: { factors: [1, 2], terms: [1, 1], binders: [0, 2], functions: 0.1, powers: 0.15 },
    equation: differentiated,
  }),
  /** floor, ceil and mod by numbers, in subscripts, bounds and brackets. */
  rounding: scalars({
    style: { strides: [1, 1, 2, 3], binders: [1, 2], guards: 0.2 },
    favour: [
      'spellRounding',
      'divide',
      'divide',
      'divisibility',
      'exactResidues',
      'stretched',
      'onlyQuotient',
    ],
  }),
  /** Output sizes with strides, padding and dilation by numbers and by sizes. */
  sizes: sizeStatement,
  /** Entries of operations of the prelude, and what they are by hand. */
  operations: scalars({ style: { binders: [0, 2] }, world: () => operated, favour: ['byHand', 'byHand'] }),
  /** Operations of the prelude composed: shape and entries. */
  tensors: tensorStatement,
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;

/** The statement of a family by its number. */
export function statement(family: FamilyName, seed: number, which: number): Statement {
  return families[family](new Random(`${seed}/${family}/${which}`));
}
