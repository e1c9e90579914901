// Affine integer sets with parameters: conditions on integers decided for all values of the sizes, each refusal with a
// certificate that can be replayed, each acceptance with a point.

export {
  choices,
  entailedBy,
  type LinearCert,
  type LinearSystem,
  maxAlternatives,
  type Refutation,
  refutes,
} from './certificate.js';
export { equalSets, implies } from './compare.js';
export { SetsLimit } from './limit.js';
export { satisfies } from './point.js';
export { entails, point, refute, satisfiable } from './search.js';
export { smallest, smallestWhere } from './smallest.js';
