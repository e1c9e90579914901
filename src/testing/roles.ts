// What the tensors and indices of a formula are in a layer: windows that move over an input, taps of a kernel, channels.
//
// A window is a subscript in which an index of the output stands beside one that is summed over: of x_<2k+m-2> it is
// moved by 2 with each k, and m runs through it; where m also stands in w_<m>, that is a tap of the kernel.

import type { Formula } from '../compute/formula.js';
import { add, constant, namesOf, numerator, type Poly, sub, substitute, variable } from '../term/poly.js';
import { type Binder, isTensor, type Scalar } from '../term/term.js';

/** A dimension of an input. */
export interface Place {
  readonly tensor: string;
  readonly dim: number;
}

export interface Axis {
  /** The index of the output, and that of the window. */
  readonly output: string;
  readonly summed: string;
  readonly window: Place;
  readonly tap: Place | null;
  /** By how much each of them moves the subscript. */
  readonly stride: Poly;
  readonly dilation: Poly;
  /** The subscript at the first value of both. */
  readonly first: Poly;
}

/** A summed index that no window has, and the dimensions that it runs through. */
export interface Channel {
  readonly binder: Binder;
  readonly places: readonly Place[];
}

export interface Roles {
  readonly axes: readonly Axis[];
  readonly channels: readonly Channel[];
}

interface Entry {
  readonly tensor: string;
  readonly at: readonly Poly[];
}

export function rolesOf({ body, indices, dims, env }: Formula): Roles {
  const entries: Entry[] = [];
  const binders: Binder[] = [];
  collect(body, entries, binders);
  const outputs = new Set(indices);
  const axes = new Map<string, Axis>();
  for (const { tensor, at } of entries) {
    for (const [dim, subscript] of at.entries()) {
      const names = [...namesOf(subscript)].filter((name) => !env.sizes.has(name));
      const output = names.find((name) => outputs.has(name));
      const binder = binders.find(({ name }) => names.includes(name));
      const begin = dims[indices.indexOf(output ?? '')]?.lo;
      if (output === undefined || binder === undefined || begin === undefined || axes.has(output)) continue;
      const summed = binder.name;
      const start = new Map([
        [output, begin],
        [summed, binder.lo],
      ]);
      axes.set(output, {
        output,
        summed,
        window: { tensor, dim },
        tap: placesOf(summed, entries).find((place) => place.tensor !== tensor) ?? null,
        stride: slopeOf(subscript, output),
        dilation: slopeOf(subscript, summed),
        first: substitute(subscript, start),
      });
    }
  }
  const inAxes = new Set([...axes.values()].map(({ summed }) => summed));
  const channels = binders
    .filter(({ name }) => !inAxes.has(name))
    .map((binder) => ({ binder, places: placesOf(binder.name, entries) }));
  // Rows come before columns.
  const ordered = indices.flatMap((name) => axes.get(name) ?? []);
  return { axes: ordered, channels };
}

/** By how much a form grows with a name. */
export function slopeOf(form: Poly, name: string): Poly {
  const next = substitute(form, new Map([[name, add(variable(name), constant(1))]]));
  return sub(next, form);
}

function placesOf(name: string, entries: readonly Entry[]): readonly Place[] {
  return entries.flatMap(({ tensor, at }) =>
    at.flatMap((subscript, dim) => (numerator(subscript, name) === 0n ? [] : [{ tensor, dim }])),
  );
}

function collect(term: Scalar, entries: Entry[], binders: Binder[]): void {
  switch (term.tag) {
    case 'entry':
      if (term.tensor.tag === 'tensor') entries.push({ tensor: term.tensor.name, at: term.at });
      return;
    case 'add':
    case 'mul':
    case 'apply':
      for (const arg of term.args) if (!isTensor(arg)) collect(arg, entries, binders);
      return;
    case 'pow':
      collect(term.base, entries, binders);
      return;
    case 'reduce':
      binders.push(...term.binders);
      collect(term.body, entries, binders);
      return;
    default:
  }
}
