// A compiled formula as a function of arrays by name.

import { findTensor } from '../term/elaborate.js';
import { showScalar } from '../term/show.js';
import { type Arrays, type Input, type NumberType, requireCount } from './arrays.js';
import { type Run, runners } from './backend.js';
import type { CompileOptions } from './compile.js';
import { type Formula, Uncomputable } from './formula.js';
import { withPlainIndices } from './names.js';
import { isPartial } from './partial.js';
import { lengthOf } from './program.js';
import type { Extents, Shape } from './sizes.js';

export type Inputs = Readonly<Record<string, Input>>;

/** An input, and the array that was given for it last. */
interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly isFixed: boolean;
  entries: Input | null;
}

/** Calls take no longer than they must: names are looked up once, and fixed inputs put where they belong once. */
export class Call<K extends NumberType> {
  readonly #formula: Formula;
  readonly #run: Run<K>;
  /** By name in the computed formula; what it does not use is checked and left alone. */
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #outer: Slot | null;
  /** Of the output. */
  readonly #count: number;
  /** By the name that the caller has for it; null where the computed formula does not use it. */
  readonly #known = new Map<string, Slot | null>();

  /** `formula` has the names of the inputs, `computed` is it or its gradient, whose g is given beside them. */
  constructor(
    formula: Formula,
    computed: Formula & { readonly outer?: string },
    extents: Extents,
    { type, fixed = [] }: CompileOptions<K>,
  ) {
    this.#formula = formula;
    const isFixed = new Set(fixed.map((name) => inputNamed(formula, name)));
    const runner = runners[type] as (typeof runners)[K] | undefined;
    if (runner === undefined)
      throw new Uncomputable(`the type is one of ${Object.keys(runners).join(', ')}, not ${type}`);
    this.#run = runner(computed, extents, isFixed);
    this.#slots = new Map(
      [...extents.inputs].map(([name, { shape }]) => [
        name,
        { name, shape, isFixed: isFixed.has(name), entries: null },
      ]),
    );
    this.#count = lengthOf(extents.output);
    this.#outer = this.#slots.get(computed.outer ?? '') ?? null;
  }

  with(inputs: Inputs, outer?: Input, into?: Arrays[K]): Arrays[K] {
    for (const name in inputs) this.#put(this.#slotOf(name), inputs[name]);
    if (this.#outer !== null) this.#put(this.#outer, outer);
    let missing: Slot | null = null;
    for (const slot of this.#slots.values()) {
      if (slot.entries === null) missing ??= slot;
      if (!slot.isFixed) slot.entries = null;
    }
    if (missing !== null) throw new Uncomputable(`the entries of ${missing.name} are not given`);
    if (into !== undefined && into.length !== this.#count)
      throw new Uncomputable(`the output has ${this.#count} entries, and the array for them ${into.length}`);
    return this.#run.run(into);
  }

  /** What is computed each time, and what once. */
  told(): { readonly formula: string; readonly tables: readonly string[] } {
    const { formula } = this.#run;
    return {
      formula: showScalar(withPlainIndices(formula).body),
      tables: isPartial(formula) ? formula.tables : [],
    };
  }

  #put(slot: Slot | null, entries: Input | undefined): void {
    if (slot === null || entries === undefined) return;
    if (slot.isFixed && slot.entries === entries) return;
    requireCount(slot.name, slot.shape, entries);
    this.#run.put(slot.name, entries);
    slot.entries = entries;
  }

  #slotOf(name: string): Slot | null {
    let slot = this.#known.get(name);
    if (slot === undefined) {
      slot = this.#slots.get(inputNamed(this.#formula, name)) ?? null;
      this.#known.set(name, slot);
    }
    return slot;
  }
}

/** The input that a name means, W for w. Throws Uncomputable where there is none. */
export function inputNamed({ env, inputs }: Formula, name: string): string {
  const found = findTensor(env, name);
  if (found === null || !inputs.includes(found))
    throw new Uncomputable(`${name} is no input of the formula: ${inputs.join(', ') || 'it has none'}`);
  return found;
}
