// What a statement declares: tensors, sizes, free indices, functions, assumptions.

import { type Index, namesOf, showIndex } from './affine.js';
import { type Condition, namesOfCondition, showCondition } from './condition.js';
import { type Formula, freeNames, symbolsOf } from './formula.js';

export interface Tensor {
  readonly name: string;
  readonly dims: readonly (readonly [lo: Index, hi: Index])[];
  /** Of an operation: the tensors that it is applied to, and the formula of its entry at given subscripts. */
  readonly of?: readonly string[];
  readonly byHand?: (at: readonly Index[], fresh: () => string) => Formula;
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
  readonly assumptions: readonly Condition[];
  /** Sizes that the assumptions make equal to something. */
  readonly equal: ReadonlyMap<string, Index>;
}

/** The statements that declare what the formulas use, and a theorem. */
export function declared(world: World, formulas: readonly Formula[], claim: string): string {
  const symbols = new Set(formulas.flatMap((f) => [...symbolsOf(f)].map((name) => name.replace(/'+$/, ''))));
  const names = new Set(formulas.flatMap((f) => [...freeNames(f)]));
  for (const { name, of = [] } of world.tensors)
    if (symbols.has(name)) for (const other of of) symbols.add(other);
  const tensors = world.tensors.filter(({ name, of }) => of === undefined && symbols.has(name));
  for (const { dims } of tensors)
    for (const ends of dims) for (const a of ends) for (const n of namesOf(a)) names.add(n);
  for (const name of world.assumptions.flatMap(namesOfCondition)) names.add(name);
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
    ...world.assumptions.map((cond) => `assume ${showCondition(cond)}`),
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
