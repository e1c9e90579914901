// Reading one side of a relation in the context that a notebook keeps: from LaTeX's tree through the native notation
// to terms, abbreviations written out, sums in falling order turned, shapes that are stated further on looked up.

import { printNode } from '../../grammar/print.js';
import type { BinderNode, Node, RelationOperator } from '../../grammar/tree.js';
import type { ProveOptions, Verdict } from '../prove/claim.js';
import type { Question } from '../prove/repair/index.js';
import { entails } from '../sets/index.js';
import { atLeast } from '../term/cond.js';
import type { IndexDecl } from '../term/context.js';
import { elaborate, elaborateIndex } from '../term/elaborate.js';
import { type Dim, extent, tensorsIn } from '../term/env.js';
import { equal, integerValue, namesOf, one, type Poly, sub, variable, zero } from '../term/poly.js';
import { type Names, type Reading, ReadingError } from '../term/reading.js';
import { freeNames } from '../term/subst.js';
import { type Scalar, type Tensor, type Term, tensor, value } from '../term/term.js';
import type { Circumstances } from './circumstances.js';
import { normalise, splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import { asBracket, type Bracket, genericSubscripts } from './sides.js';
import { mapChildren, namesIn, signsIn } from './trees.js';

/** What the place of a relation says of it. */
export interface Setting {
  /** After 当, when, if: the relation is assumed, not claimed. */
  readonly hypothesis: boolean;
  /** After 令, let, define: a known name may be given a new meaning. */
  readonly introduced: boolean;
  /** A hypothesis is in force: nothing is defined now, and what is claimed of a known name is a claim. */
  readonly assuming: boolean;
  /** After 因此, hence, we get: it is concluded, not introduced. */
  readonly concluded: boolean;
  /** The relation opens its chain, or all before it in the chain was read. */
  readonly opens: boolean;
  /** Entries at the left of the chain: names that stand for every subscript. */
  readonly generic: readonly IndexDecl[];
  /** Shapes that the section states further on: `Y = W * X, where W = [w_{mn}]_{M \times N}`. */
  readonly later: ReadonlyMap<string, readonly Node[]>;
  readonly circumstances: Circumstances;
  /** Something assumed in this sentence could not be read. */
  readonly unreadHypothesis: boolean;
  /** The formula in which the relation stands. */
  readonly source: string;
  readonly options: ProveOptions;
}

/** The verdict on a relation, and what the notebook holds after it. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly reading?: string | null;
  readonly notebook?: Notebook;
  /** It may be an assumption for what follows, which is not kept. */
  readonly assumption?: boolean;
  /** Of what is false: where a repair is to be looked for. */
  readonly question?: Question;
}

export const definition = (message: string): Verdict => ({ verdict: 'definition', message });

export const undecided = (reason: string): Verdict => ({
  verdict: 'unknown',
  message: `not decided: ${reason}`,
});

const operationWords: ReadonlySet<string> = new Set(['rot90', 'rot-90', 'rot270']);

export class SideReader {
  readonly #notes: string[] = [];
  #notebook: Notebook;

  constructor(
    notebook: Notebook,
    readonly setting: Setting,
  ) {
    this.#notebook = notebook;
  }

  get notebook(): Notebook {
    return this.#notebook;
  }

  /** What a reader must be told of how a formula was taken. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  /** The same reader after the notebook has learnt something. */
  on(notebook: Notebook): void {
    this.#notebook = notebook;
  }

  /** An index that nothing binds; a fault only where the left end of the chain is an entry and was read. */
  strayed(name: string, entryAtLeft: boolean): Verdict {
    if (!entryAtLeft || !this.setting.opens)
      return { verdict: 'skipped', message: `not read: what ${name} ranges over is not stated here` };
    return {
      verdict: 'ill-formed',
      message: `nothing binds the index ${name}: the left side does not have it and no range is stated`,
    };
  }

  isLetter(name: string): boolean {
    return this.notebook.indices.has(name);
  }

  declare(
    name: string,
    dims: readonly Poly[],
    subscripts: readonly (string | null)[] | null,
    again = false,
  ): Outcome {
    const shape = dims.map((hi) => ({ lo: one, hi }));
    const base = again ? this.notebook.withoutTensor(name) : this.notebook;
    const notebook = withGeneric(
      sizedNotebook(base, dims).withTensor({ name, dims: shape, definition: null }),
      subscripts,
    );
    return { verdict: definition(again ? `declares ${name} anew` : `declares ${name}`), notebook };
  }

  /** The notebook with a matrix of the given shape, or null when the shape cannot be read. */
  declareShape(name: string, shape: readonly Node[]): Notebook | null {
    try {
      return (
        this.declare(
          name,
          shape.map((node) => this.sizeExpression(node)),
          null,
        ).notebook ?? null
      );
    } catch (error) {
      if (error instanceof ReadingError) return null;
      throw error;
    }
  }

  /** The range first..last of an index. Throws ReadingError when a bound cannot be read. */
  rangeOf(name: string, first: Node, last: Node): IndexDecl {
    return { name, lo: this.sizeExpression(first), hi: this.sizeExpression(last) };
  }

  /** Independent tensors that a term comes down to: what has no stated value. */
  freeTensors(term: Term): readonly string[] {
    const found = new Set<string>();
    const seen = new Set<string>();
    const visit = (t: Term): void => {
      tensorsIn(t, (inner) => {
        if (inner.tag !== 'tensor' || seen.has(inner.name)) return;
        seen.add(inner.name);
        const fact = this.notebook.tensor(inner.name);
        if (fact?.definition == null) found.add(inner.name);
        else visit(fact.definition.form === 'tensor' ? fact.definition.term : fact.definition.body);
      });
    };
    visit(term);
    return [...found];
  }

  /** Which operations the sides use, directly or through definitions, and whether all is given in numbers. */
  operationsIn(nodes: readonly Node[]): { convolves: boolean; rotates: boolean; numeric: boolean } {
    const symbols = new Set<string>();
    const free: string[] = [];
    const seen = new Set<string>();
    const visit = (term: Term): void =>
      tensorsIn(term, (t) => {
        if (t.tag === 'op') symbols.add(t.op.replace(/\/.*$/, ''));
        const fact = t.tag === 'tensor' && !seen.has(t.name) ? this.notebook.tensor(t.name) : null;
        if (fact === null) return;
        seen.add(fact.name);
        if (fact.definition === null) free.push(fact.name);
        else visit(fact.definition.form === 'tensor' ? fact.definition.term : fact.definition.body);
      });
    for (const name of nodes.flatMap((node) => [...namesIn(node)])) {
      if (operationWords.has(name)) symbols.add(name);
      const fact = this.notebook.tensor(name);
      if (fact !== null) visit(tensor(fact.name));
    }
    const signs = nodes.flatMap((node) => [...signsIn(node)]);
    return {
      convolves: symbols.has('*') || symbols.has('(*)') || signs.includes('*') || signs.includes('(*)'),
      rotates: symbols.has('rot90') || symbols.has('rot270'),
      numeric: free.length === 0,
    };
  }

  side(node: Node, generic: readonly string[]): Reading {
    const bracket = asBracket(node);
    const named = bracket === null ? null : this.genericTensor(bracket);
    if (named !== null) return { sort: 'tensor', term: tensor(named) };
    return this.elaboratedIn(node, generic);
  }

  /** The tensor whose generic entry a bracket shows, its shape agreeing with the one stated. */
  genericTensor(bracket: Bracket): string | null {
    const owner = entryName(bracket.entry);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    if (owner === null || shape === null || this.genericOf(bracket.entry, shape.length) === null) return null;
    const fits =
      bracket.shape === null ||
      bracket.shape.every((node, d) =>
        equal(
          this.notebook.resolved(this.sizeExpression(node)),
          this.notebook.resolved(extent(shape[d] as Dim)),
        ),
      );
    if (!fits) throw new ReadingError('unsupported', bracket.range, `${owner} has another shape`);
    return this.notebook.tensor(owner)?.name ?? null;
  }

  elaborated(node: Node): Reading {
    return this.elaboratedIn(node, []);
  }

  /** `without` are names whose stated meaning is left aside. */
  elaboratedIn(node: Node, generic: readonly string[], without: ReadonlySet<string> = new Set()): Reading {
    this.declareAhead(node);
    const names = this.names(generic, without);
    return elaborate(names, this.oriented(this.native(node), names));
  }

  /** Tensors that the section declares further on are declared now. */
  declareAhead(node: Node): void {
    for (const name of namesIn(node)) {
      const shape = this.setting.later.get(name);
      if (shape !== undefined && this.notebook.tensor(name) === null)
        this.#notebook = this.declareShape(name, shape) ?? this.#notebook;
    }
  }

  scalar(node: Node, generic: readonly string[]): Scalar {
    const reading = this.elaboratedIn(node, generic);
    if (reading.sort === 'tensor')
      throw new ReadingError('unsupported', node.range, 'a tensor where an entry is expected');
    return reading.sort === 'index' ? value(reading.poly) : reading.term;
  }

  index(node: Node): Poly {
    const reading = this.elaborated(node);
    if (reading.sort !== 'index')
      throw new ReadingError('unsupported', node.range, 'not an index expression');
    return reading.poly;
  }

  names(generic: readonly string[], without: ReadonlySet<string> = new Set()): Names {
    const { aliases, indices } = this.notebook;
    const { env } = this.notebook.context();
    const standing = [...aliases.keys()].filter((name) => !generic.includes(name) && !without.has(name));
    const letters = [...indices.keys()].filter((name) => !aliases.has(name));
    return {
      env,
      indices: new Set([...generic, ...letters, ...[...without].filter((name) => !env.sizes.has(name))]),
      values: new Map(standing.map((name) => [name, this.notebook.resolved(aliases.get(name) as Poly)])),
      juxtaposed: '@',
    };
  }

  /** `\sum_{p=M}^{1}` in falling order, where it certainly falls. */
  oriented(node: Node, names: Names): Node {
    const inner = mapChildren(node, (child) =>
      this.oriented(
        child,
        node.tag === 'reduction'
          ? { ...names, indices: new Set([...names.indices, ...node.binders.map((b) => b.name)]) }
          : names,
      ),
    );
    if (inner.tag !== 'reduction') return inner;
    return { ...inner, binders: inner.binders.map((b) => this.orientedBinder(b, names)) };
  }

  orientedBinder(binder: BinderNode, names: Names): BinderNode {
    if (binder.from === null || binder.to === null || binder.down) return binder;
    if ([...namesIn(binder.from), ...namesIn(binder.to)].includes(binder.name)) return binder;
    try {
      const fall = sub(elaborateIndex(names, binder.from), elaborateIndex(names, binder.to));
      const { sizes, assumptions } = this.notebook.context();
      const hyps = [...sizes.map((size) => atLeast(variable(size), one)), ...assumptions];
      const constantFall = integerValue(fall);
      if (
        constantFall !== null &&
        constantFall >= 1n &&
        binder.to.tag === 'number' &&
        binder.from.tag === 'number'
      )
        throw new ReadingError(
          'unsupported',
          binder.range,
          'a sum from a number to a smaller one: empty, or in falling order',
        );
      // From 1 to 0 is the usual way to write an empty sum.
      if (constantFall !== null ? constantFall <= 1n : entails(hyps, atLeast(fall, zero)) === null)
        return binder;
      this.note(`the sum over ${binder.name} is read in falling order`);
      return { ...binder, down: true };
    } catch (error) {
      if (error instanceof ReadingError && error.undeclared !== null) return binder;
      throw error;
    }
  }

  native(node: Node): Node {
    return normalise(node, {
      rank: (name) => this.shapeOfKnown(name)?.length ?? null,
      isIndex: (name) =>
        this.notebook.indices.has(name) || this.notebook.sizes.has(name) || this.notebook.aliases.has(name),
    });
  }

  inNative(left: Node, operator: RelationOperator, right: Node): string | null {
    try {
      return `${printNode(this.native(left))} ${operator} ${printNode(this.native(right))}`;
    } catch (error) {
      if (error instanceof ReadingError) return null;
      throw error;
    }
  }

  shapeOfKnown(name: string): readonly Dim[] | null {
    const known = this.notebook.tensor(name);
    if (known === null) return null;
    const { env } = this.notebook.context();
    return env.tensors.get(known.name)?.dims ?? known.dims;
  }

  compound(node: Node): string | null {
    const native = node.tag === 'subscript' || node.tag === 'accent' ? this.native(node) : null;
    return native?.tag === 'name' ? native.name : null;
  }

  genericOf(entryNode: Node, rank: number | null): readonly (string | null)[] | null {
    if (entryNode.tag !== 'subscript') return null;
    const names = genericSubscripts(splitSubscripts(entryNode.subscripts, rank));
    return names?.map((name) => (name !== null && this.isFixed(name) ? null : name)) ?? null;
  }

  /** Whether the text has given an index a number, `let k = 2`: then y_k is one entry. */
  isFixed(name: string): boolean {
    const stands = this.notebook.aliases.get(name);
    return stands !== undefined && namesOf(this.notebook.resolved(stands)).size === 0;
  }

  /** The names at the left of a chain that stand for every subscript, with their ranges. */
  genericOfLeft(left: Node): readonly IndexDecl[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    const names = shape === null ? null : this.genericOf(left, shape.length);
    return names === null || shape === null || names.length !== shape.length
      ? this.setting.generic
      : indexDecls(names, shape);
  }

  /** The generic names that the relations after this one in its chain may use. */
  genericAfter(left: Node): readonly IndexDecl[] {
    try {
      const bracket = asBracket(left);
      return this.genericOfLeft(bracket === null ? left : bracket.entry);
    } catch (error) {
      if (error instanceof ReadingError) return this.setting.generic;
      throw error;
    }
  }

  resolvedIndex({ name, lo, hi }: IndexDecl): IndexDecl {
    return {
      name,
      lo: lo === null ? null : this.notebook.resolved(lo),
      hi: hi === null ? null : this.notebook.resolved(hi),
    };
  }

  /** A free index that nothing gives a range, or null. */
  stray(term: Term, generic: readonly string[]): string | null {
    const { env } = this.notebook.context();
    for (const name of freeNames(term)) {
      if (!generic.includes(name) && !env.sizes.has(name) && !this.isRanged(name)) return name;
    }
    return null;
  }

  isRanged(name: string): boolean {
    return this.notebook.indices.get(name)?.lo != null;
  }

  /** `I`, `M - m + 1` as a size: unknown capital letters become sizes. */
  sizeExpression(node: Node): Poly {
    const native = this.native(node);
    const { env } = this.notebook.context();
    const fresh = [...namesIn(native)].filter(
      (name) => !env.sizes.has(name) && !this.notebook.aliases.has(name),
    );
    const names: Names = {
      env: env.withSizes(fresh.filter((name) => !env.tensors.has(name))),
      indices: new Set(this.notebook.aliases.keys()),
    };
    return elaborateIndex(names, native);
  }

  sized(polys: readonly Poly[], capitalsOnly = false): Notebook {
    return sizedNotebook(this.notebook, polys, capitalsOnly);
  }
}

export function sizedNotebook(notebook: Notebook, polys: readonly Poly[], capitalsOnly = false): Notebook {
  const names = polys
    .flatMap((poly) => [...namesOf(poly)])
    .filter((name) => !notebook.indices.has(name) && (!capitalsOnly || /^\p{Lu}/u.test(name)));
  return notebook.withSizes(names);
}

/** Subscripts used for every entry: their names are letters for indices from now on, without a range of their own. */
export function withGeneric(notebook: Notebook, names: readonly (string | null)[] | null): Notebook {
  let next = notebook;
  for (const name of names ?? [])
    if (name !== null && !next.indices.has(name) && !next.aliases.has(name))
      next = next.withIndex({ name, lo: null, hi: null });
  return next;
}

export function indexDecls(names: readonly (string | null)[], shape: readonly Dim[]): readonly IndexDecl[] {
  return names.flatMap((name, d) =>
    name === null ? [] : [{ name, lo: (shape[d] as Dim).lo, hi: (shape[d] as Dim).hi }],
  );
}

export function nameOf(node: Node): string | null {
  return node.tag === 'name' ? node.name : null;
}

export function entryName(node: Node): string | null {
  return node.tag === 'subscript' && node.base.tag === 'name' ? node.base.name : null;
}

export function sameLetter(a: string, b: string): boolean {
  return a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase() && a.slice(1) === b.slice(1);
}

export function usesNames(term: Tensor): boolean {
  let found = false;
  tensorsIn(term, (t) => {
    if (t.tag === 'tensor') found = true;
  });
  return found;
}

export function mentionsTensor(term: Term, name: string): boolean {
  let found = false;
  tensorsIn(term, (t) => {
    if (t.tag === 'tensor' && t.name === name) found = true;
  });
  return found;
}
