// Random formulas as texts, for laws that hold of every formula.

import fc from 'fast-check';
import { Builder, plainStyle } from '../audit/build.js';
import { show } from '../audit/formula.js';
import { Random } from '../audit/random.js';
import { operated } from '../audit/worlds.js';

/** What the formulas stand under. */
export const declarations = 'tensor a[M], b[N], c[M,N]; index k in 1..M;';

const world = {
  ...operated,
  tensors: operated.tensors.filter(({ name, of }) => of !== undefined || ['a', 'b', 'c'].includes(name)),
  indices: operated.indices.filter(({ name }) => name === 'k'),
};
const style = {
  ...plainStyle,
  binders: [0, 2],
  terms: [1, 1],
  guards: 0.2,
  values: 0.2,
  means: 0.2,
  powers: 0.2,
  factored: 0.1,
} as const;

/** Without negative numbers as factors: (-1) a b is a product of three, and is printed as -a b, of -1 and a b. */
export const formulaTexts: fc.Arbitrary<string> = fc
  .noShrink(fc.nat())
  .map((seed) => show(new Builder(new Random(`${seed}`), world, style).formula()))
  .filter((text) => !/\(-\d/.test(text));
