// What a statement declares: tensors, sizes, free indices, functions, assumptions.

import { type Index, index, named, namesOf, showIndex } from './affine.js';
import { type Formula, freeNames, symbolsOf } from './formula.js';

export interface Tensor {
  readonly name: string;
  readonly dims: readonly (readonly [lo: Index, hi: Index])[];
}

export interface FreeIndex {
  readonly name: string;
  /** null: any integer. */
  readonly range: readonly [lo: Index, hi: Index] | null;
}

export interface World {
  readonly sizes: readonly string[];
  readonly tensors: readonly Tensor[];
  readonly functions: readonly string[];
  readonly indices: readonly FreeIndex[];
  /** Conditions on sizes and indices, as text, with the names in them. */
  readonly assumptions: readonly { readonly text: string; readonly names: readonly string[] }[];
  /** Sizes that the assumptions make equal to something. */
  readonly equal: ReadonlyMap<string, Index>;
}

const upTo = (hi: Index): readonly [Index, Index] => [index(1), hi];
const M = named('M');
const N = named('N');

/** Tensors of many shapes over two sizes; `u` is a number without subscripts. */
export const plain: World = {
  sizes: ['M', 'N'],
  tensors: [
    { name: 'u', dims: [] },
    { name: 'a', dims: [upTo(M)] },
    { name: 'b', dims: [upTo(N)] },
    { name: 'x', dims: [upTo(index(-1, ['M', 1], ['N', 1]))] },
    { name: 'z', dims: [[index(0), M]] },
    { name: 'c', dims: [upTo(M), upTo(N)] },
    { name: 'd', dims: [upTo(M), upTo(M)] },
  ],
  functions: ['f', 'g'],
  indices: [
    { name: 'k', range: upTo(M) },
    { name: 'l', range: [index(0), N] },
    { name: 'i', range: null },
  ],
  assumptions: [],
  equal: new Map(),
};

/** The statements that declare what the formulas use, and a theorem. */
export function declared(world: World, formulas: readonly Formula[], claim: string): string {
  const symbols = new Set(formulas.flatMap((f) => [...symbolsOf(f)].map((name) => name.replace(/'+$/, ''))));
  const names = new Set(formulas.flatMap((f) => [...freeNames(f)]));
  const tensors = world.tensors.filter(({ name }) => symbols.has(name));
  for (const { dims } of tensors)
    for (const ends of dims) for (const a of ends) for (const n of namesOf(a)) names.add(n);
  for (const { names: own } of world.assumptions) for (const name of own) names.add(name);
  const indices: FreeIndex[] = [];
  for (const free of [...world.indices].reverse()) {
    if (!names.has(free.name)) continue;
    indices.unshift(free);
    for (const a of free.range ?? []) for (const n of namesOf(a)) names.add(n);
  }
  const sizes = world.sizes.filter((name) => names.has(name));
  const lines = [
    ...(sizes.length > 0 ? [`size ${sizes.join(', ')}`] : []),
    ...(tensors.length > 0 ? [`tensor ${tensors.map(showTensor).join(', ')}`] : []),
    ...world.functions.filter((name) => symbols.has(name)).map((name) => `function ${name}(t)`),
    ...(indices.length > 0 ? [`index ${indices.map(showFree).join(', ')}`] : []),
    ...world.assumptions.map(({ text }) => `assume ${text}`),
    `theorem t: ${claim}`,
  ];
  return lines.join('; ');
}

function showTensor({ name, dims }: Tensor): string {
  if (dims.length === 0) return name;
  const showDim = ([lo, hi]: readonly [Index, Index]): string =>
    showIndex(lo) === '1' ? showIndex(hi) : `${showIndex(lo)}..${showIndex(hi)}`;
  return `${name}[${dims.map(showDim).join(',')}]`;
}

function showFree({ name, range }: FreeIndex): string {
  return range === null ? name : `${name} in ${range.map(showIndex).join('..')}`;
}
