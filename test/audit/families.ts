// The families of statements: one for each kind of formula that convolutions need.

import { named, plus } from './affine.js';
import { Builder, plainStyle, type Style } from './build.js';
import { derivative } from './derivative.js';
import { type Formula, show, symbolsOf } from './formula.js';
import { type MoveName, moved, moves } from './moves/index.js';
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
    const [first, second] = equation(builder.formula(), builder);
    const shown: Formula[] = [random.chance(0.3) ? moved(first, 1, laws, place) : first];
    if (sides > 1)
      shown.push(
        moved(
          second,
          random.weighted([
            [first === second ? 0 : 2, 0],
            [4, 1],
            [3, 2],
            [1, 3],
          ]),
          laws,
          place,
        ),
      );
    while (shown.length < sides)
      shown.push(moved(shown[shown.length - 1] as Formula, random.int(1, 2), laws, place));
    const made = random.chance(0.5) ? 'true' : 'slip';
    if (made === 'slip') {
      const which = random.int(0, shown.length - 1);
      let wrong = slipped(shown[which] as Formula, place);
      if (random.chance(0.25)) wrong = slipped(wrong, place);
      shown[which] = wrong;
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
  products: scalars({
    style: { factors: [1, 4], factored: 0.2, powers: 0.2, guards: 0.05, values: 0.05 },
    favour: ['permute', 'distribute', 'pullIn', 'pullOut', 'multiplyOut', 'binomial', 'diagonal', 'linear'],
  }),
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
  ways: scalars({
    style: { binders: [2, 3], factors: [1, 1], strides: [1, 1, 2], guards: 0.05, cases: 0 },
    favour: ['collect', 'waysInCases', 'waysInCases', 'closedForm', 'shift'],
  }),
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
  assumptions: scalars({
    style: { binders: [1, 2] },
    world: assumed,
    favour: ['zeroExtension', 'overEntries', 'assumed', 'assumed', 'shift'],
  }),
  functions: scalars({ style: { functions: 0.5, factors: [1, 2] } }),
  differ: scalars({ style: {}, operator: () => '!=' }),
  chains: scalars({ style: { binders: [1, 1] }, sides: 3 }),
  symbolic: scalars({ style: { atoms: ['S k', 'S k', 'S l'] }, world: () => strided }),
  steps: scalars({ style: { step: 'S', factors: [1, 1] }, world: () => strided, outside: true }),
  derivatives: scalars({
    style: { factors: [1, 2], terms: [1, 1], binders: [0, 2], functions: 0.1, powers: 0.15 },
    equation: differentiated,
  }),
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
  sizes: sizeStatement,
  operations: scalars({ style: { binders: [0, 2] }, world: () => operated, favour: ['byHand', 'byHand'] }),
  tensors: tensorStatement,
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;

/** The statement of a family by its number. */
export function statement(family: FamilyName, seed: number, which: number): Statement {
  return families[family](new Random(`${seed}/${family}/${which}`));
}
