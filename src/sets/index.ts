// Affine integer sets with parameters: conditions on integers decided for all values of the sizes, each refusal with a
// certificate that can be replayed, each acceptance with a point.

export {
  choices,
  disjuncts,
  entailedBy,
  type Line,
  type LinearCert,
  type LinearSystem,
  maxDisjuncts,
  type Refutation,
  refutes,
  type Step,
} from './certificate.js';
export { type Equality, equalSets, type Inclusion, implies } from './compare.js';
export { type LimitReason, SetsLimit } from './limit.js';
export { Point, satisfies } from './point.js';
export { entails, point, refute, satisfiable } from './search.js';
export { type Found, smallest, smallestWhere } from './smallest.js';
