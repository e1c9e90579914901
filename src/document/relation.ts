// One relation of a document: what it says in the notebook's context, and whether it introduces something or claims it.

import { printNode } from '../../grammar/print.js';
import type { BinderNode, Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge, type ProveOptions, type Verdict } from '../prove/claim.js';
import { entails } from '../sets/index.js';
import { atLeast, type Cond, equals } from '../term/cond.js';
import type { ClaimReading, Context, IndexDecl } from '../term/context.js';
import { children, elaborate, elaborateIndex, type Names, type Reading, ReadingError } from '../term/elaborate.js';
import { type Dim, extent, insideShape, shapeOf, tensorsIn } from '../term/env.js';
import { constant, equal, integerValue, namesOf, one, type Poly, sub, substitute, variable, zero } from '../term/poly.js';
import { freeNames, substScalar, substTensor } from '../term/subst.js';
import { type Scalar, type Tensor, tensor, type Term, value } from '../term/term.js';
import { normalise, splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import { otherReadings } from './readings.js';
import { asBracket, type Bracket, genericSubscripts } from './sides.js';
import { mapChildren, namesIn, numericBounds } from './trees.js';

export interface Judged {
  readonly verdict: Verdict;
  readonly reading: string | null;
  readonly notebook: Notebook;
}

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
  readonly options: ProveOptions;
}

const definition = (message: string): Verdict => ({ verdict: 'definition', message });

/** Reads and judges `left operator right`. */
export class Relation {
  readonly #notes: string[] = [];
  #notebook: Notebook;

  constructor(
    notebook: Notebook,
    readonly setting: Setting,
  ) {
    this.#notebook = notebook;
  }

  private get notebook(): Notebook {
    return this.#notebook;
  }

  judge(left: Node, operator: RelationOperator, right: Node, at: Range): Judged {
    try {
      const result = this.read(left, operator, right, at);
      const verdict = this.#notes.length === 0 ? result.verdict : { ...result.verdict, message: `${result.verdict.message} (${this.#notes.join('; ')})` };
      return { verdict, reading: result.reading ?? this.inNative(left, operator, right), notebook: result.notebook ?? this.notebook };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      return { verdict: this.unread(error), reading: null, notebook: this.notebook };
    }
  }

  /** An index that nothing binds; a fault only where the left end of the chain is an entry and was read. */
  private strayed(name: string, entryAtLeft: boolean): Verdict {
    if (!entryAtLeft || !this.setting.opens) return { verdict: 'skipped', message: `not read: what ${name} ranges over is not stated here` };
    return { verdict: 'ill-formed', message: `nothing binds the index ${name}: the left side does not have it and no range is stated` };
  }

  private unread(error: ReadingError): Verdict {
    const { undeclared } = error;
    if (undeclared !== null && !this.isLetter(undeclared)) return { verdict: 'skipped', message: `not read: the text does not say what ${undeclared} is` };
    if (error.kind === 'unsupported') return { verdict: 'skipped', message: `not read: ${error.message}` };
    if (undeclared !== null) return this.strayed(undeclared, true);
    return { verdict: 'ill-formed', message: error.message };
  }

  private isLetter(name: string): boolean {
    return this.notebook.indices.has(name);
  }

  private read(left: Node, operator: RelationOperator, right: Node, at: Range): Partial<Judged> & { readonly verdict: Verdict } {
    if (operator === '<<' || operator === '>>') return this.muchSmaller(left, operator, right);
    if (operator !== '=' && operator !== '!=' && operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=' && operator !== ':=') return { verdict: { verdict: 'skipped', message: `not read: the relation ${operator}` } };
    if (this.setting.hypothesis && operator === '=') return this.assume(left, right);
    if (operator === '=' || operator === ':=') {
      const introduced = this.introduce(left, right);
      if (introduced !== null) return introduced;
    }
    const named = this.namedShapes([left, right]);
    if (named !== this.notebook) {
      const again = new Relation(named, this.setting);
      const result = again.claim(left, operator, right, at);
      this.#notes.push(...again.#notes);
      return { notebook: named, ...result };
    }
    const result = this.claim(left, operator, right, at);
    return operator === '=' ? (this.renewed(left, right, result.verdict) ?? result) : result;
  }

  /** Sizes that a bracket with a stated shape names: `[y_{kl}]_{K \times L}` for a known y says what K and L are. */
  private namedShapes(nodes: readonly Node[]): Notebook {
    let { notebook } = this;
    for (const node of nodes) {
      const bracket = asBracket(node);
      const owner = bracket === null ? null : entryName(bracket.entry);
      const shape = owner === null ? null : this.shapeOfKnown(owner);
      bracket?.shape?.forEach((dim, d) => {
        const name = nameOf(dim);
        const actual = shape?.[d];
        if (name !== null && actual !== undefined && !notebook.aliases.has(name) && !notebook.sizes.has(name) && notebook.tensor(name) === null) notebook = notebook.withAlias(name, extent(actual));
      });
    }
    return notebook;
  }

  /**
   * A name that was something else before and is not equal to it: books use Y for one example after the other. It is
   * a claim all the same after "hence", and where numbers are given for what was an operation on named matrices.
   */
  private renewed(left: Node, right: Node, verdict: Verdict): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const name = nameOf(left) ?? this.compound(left);
    const known = name === null ? null : this.notebook.tensor(name);
    if (known === null || known.definition === null || (verdict.verdict !== 'refuted' && verdict.verdict !== 'ill-formed') || this.setting.concluded || !this.setting.opens) return null;
    const computed = known.definition.form === 'tensor' && known.definition.term.tag === 'op' && usesNames(known.definition.term);
    const reading = this.elaborated(right);
    if (reading.sort !== 'tensor' || mentionsTensor(reading.term, known.name)) return null;
    const shape = this.shapeOfKnown(known.name);
    const given = shapeOf(this.notebook.context().env, reading.term);
    const fits = shape?.length === given.length && shape.every((dim, d) => equal(dim.hi, (given[d] as Dim).hi));
    if (computed && right.tag === 'matrix' && fits) return null;
    if (computed && right.tag === 'matrix' && verdict.verdict === 'refuted') return null;
    const notebook = this.notebook.withoutTensor(known.name).withTensor({ name: known.name, dims: null, definition: { form: 'tensor', term: reading.term } });
    return { verdict: definition(`gives ${known.name} a new meaning`), notebook };
  }

  // ---- conditions --------------------------------------------------------------------------------

  private muchSmaller(left: Node, operator: RelationOperator, right: Node): Partial<Judged> & { readonly verdict: Verdict } {
    const [small, large] = (operator === '<<' ? [left, right] : [right, left]).map((node) => this.sizeExpression(node)) as [Poly, Poly];
    const notebook = this.sized([small, large]).withCondition(atLeast(large, small));
    return { verdict: definition('a condition on the sizes; what is used of it is <='), notebook };
  }

  /** `m = 1` after 当: until the sentence ends, m is 1. */
  private assume(left: Node, right: Node): Partial<Judged> & { readonly verdict: Verdict } {
    const name = nameOf(left);
    if (name === null || this.notebook.tensor(name) !== null) return { verdict: { verdict: 'skipped', message: 'not read: a hypothesis that is not of the form name = value' } };
    if (!this.isLetter(name) && !this.notebook.aliases.has(name)) return { verdict: { verdict: 'skipped', message: `not read: the text does not say what ${name} is` } };
    const poly = this.index(right);
    return { verdict: definition('a hypothesis for what follows in the sentence'), notebook: this.notebook.withAlias(name, poly) };
  }

  // ---- definitions -------------------------------------------------------------------------------

  /** What the relation introduces, or null when it claims something of known things. */
  private introduce(left: Node, right: Node): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const rightBracket = asBracket(right);
    const name = nameOf(left) ?? this.compound(left);
    if (name !== null) {
      if (rightBracket !== null) return this.declareEntries(name, rightBracket);
      return this.defineName(name, right);
    }
    if (rightBracket !== null) {
      const owner = entryName(rightBracket.entry);
      // rot180(W) = [w'_{mn}]: the right side names the entries of the left.
      if (owner !== null && this.notebook.tensor(owner) === null && asBracket(left) === null) return this.nameEntries(owner, left, rightBracket);
    }
    if (left.tag === 'subscript' && left.base.tag === 'name') return this.defineEntries(left, right);
    return null;
  }

  /** `Y = [y_{kl}]_{K \times L}` */
  private declareEntries(name: string, bracket: Bracket): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const owner = entryName(bracket.entry);
    if (owner === null || !sameLetter(owner, name)) return null;
    const known = this.notebook.tensor(name);
    const subscripts = this.genericOf(bracket.entry, bracket.shape?.length ?? known?.dims?.length ?? null);
    if (bracket.shape === null) {
      if (known === null) return { verdict: { verdict: 'skipped', message: `not read: the shape of ${name} is not stated` } };
      return { verdict: definition(`names the entries of ${known.name}`) };
    }
    const dims = bracket.shape.map((node) => this.sizeExpression(node));
    if (known === null || (known.definition === null && known.dims === null)) return this.declare(name, dims, subscripts);
    const shape = this.shapeOfKnown(known.name);
    if (shape === null || shape.length !== dims.length) return this.setting.introduced || known.definition === null ? this.declare(name, dims, subscripts, true) : { verdict: { verdict: 'ill-formed', message: `${known.name} has ${shape?.length ?? 'other'} dimensions, not ${dims.length}` } };
    let { notebook } = this;
    const verdicts: string[] = [];
    for (const [d, dim] of dims.entries()) {
      const actual = extent(shape[d] as Dim);
      const own = dim.terms.length === 1 ? dim.terms[0]?.key : undefined;
      if (own !== undefined && own !== '' && equal(dim, variable(own)) && !notebook.aliases.has(own) && !notebook.sizes.has(own)) {
        notebook = notebook.withAlias(own, actual);
        verdicts.push(own);
      } else if (!equal(notebook.resolved(dim), notebook.resolved(actual))) return this.otherShape(name, dims, subscripts, known.definition !== null);
    }
    notebook = withGeneric(notebook, subscripts);
    return { verdict: definition(verdicts.length > 0 ? `${verdicts.join(' and ')} name the shape of ${known.name}` : `the shape of ${known.name} again`), notebook };
  }

  private otherShape(name: string, dims: readonly Poly[], subscripts: readonly (string | null)[] | null, defined: boolean): Partial<Judged> & { readonly verdict: Verdict } {
    if (!defined || this.setting.introduced) return this.declare(name, dims, subscripts, true);
    return { verdict: { verdict: 'unknown', message: `another shape than ${name} had before; whether the same ${name} is meant is not clear` } };
  }

  private declare(name: string, dims: readonly Poly[], subscripts: readonly (string | null)[] | null, again = false): Partial<Judged> & { readonly verdict: Verdict } {
    const shape = dims.map((hi) => ({ lo: one, hi }));
    const base = again ? this.notebook.withoutTensor(name) : this.notebook;
    const notebook = withGeneric(sizedNotebook(base, dims).withTensor({ name, dims: shape, definition: null }), subscripts);
    return { verdict: definition(again ? `declares ${name} anew` : `declares ${name}`), notebook };
  }

  private nameEntries(owner: string, left: Node, bracket: Bracket): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const reading = this.elaborated(left);
    if (reading.sort !== 'tensor') return null;
    const notebook = this.notebook.withTensor({ name: owner, dims: null, definition: { form: 'tensor', term: reading.term } });
    const shape = shapeOf(notebook.context().env, reading.term);
    const subscripts = this.genericOf(bracket.entry, shape.length);
    return { verdict: definition(`names the entries of ${printNode(this.native(left))}`), notebook: withGeneric(notebook, subscripts) };
  }

  /** `Y = W * X`, `K = I - M + 1`, `A = matrix` */
  private defineName(name: string, right: Node): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const known = this.notebook.tensor(name);
    if (known !== null && known.definition !== null && !this.setting.introduced) return null;
    if (right.tag === 'matrix') {
      const own = this.ownEntries(name, right);
      if (own !== null) return own;
    }
    const reading = this.elaborated(right);
    if (reading.sort === 'index') return known === null ? this.defineIndex(name, reading.poly) : null;
    if (reading.sort === 'scalar') {
      if (known === null && !this.notebook.aliases.has(name)) throw new ReadingError('unsupported', right.range, `what ${name} is said to be is no whole number of sizes and no tensor`);
      return null;
    }
    if (mentionsTensor(reading.term, known?.name ?? name)) return null;
    const base = known === null ? this.notebook : this.notebook.withoutTensor(name);
    let notebook = base.withTensor({ name: known?.name ?? name, dims: null, definition: { form: 'tensor', term: reading.term } });
    // The shape stated earlier and the shape of what it is: sizes without another meaning get one.
    const shape = shapeOf(notebook.context().env, substTensor(reading.term, this.notebook.aliases));
    known?.dims?.forEach(({ hi }, d) => {
      const own = hi.terms.length === 1 ? hi.terms[0]?.key : undefined;
      if (own !== undefined && own !== '' && equal(hi, variable(own)) && !this.notebook.aliases.has(own)) notebook = notebook.withAlias(own, extent(shape[d] as Dim));
    });
    return { verdict: definition(`defines ${name}`), notebook };
  }

  /** `X = [x_{11}, x_{12}; …]`: the entries of X in their order say no more than its shape. */
  ownEntries(name: string, right: Node & { tag: 'matrix' }): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const columns = right.rows[0]?.length ?? 0;
    const owns = right.rows.every((row, r) =>
      row.every((cell, c) => {
        if (cell.tag !== 'subscript' || cell.base.tag !== 'name' || !sameLetter(cell.base.name, name)) return false;
        const [i, j] = splitSubscripts(cell.subscripts, 2);
        return i?.tag === 'number' && j?.tag === 'number' && i.text === `${r + 1}` && j.text === `${c + 1}`;
      }),
    );
    if (!owns || right.rows.some((row) => row.length !== columns)) return null;
    const known = this.notebook.tensor(name);
    const dims = [right.rows.length, columns].map((n) => constant(n));
    if (known === null) return this.declare(name, dims, null);
    return null;
  }

  private defineIndex(name: string, poly: Poly): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const { notebook } = this;
    if (this.setting.assuming) {
      if (notebook.aliases.has(name)) return null;
      throw new ReadingError('unsupported', { start: 0, end: 0 }, `the text does not say what ${name} is`);
    }
    if (notebook.aliases.has(name) && !this.setting.introduced) return null;
    // A substitution read backwards, i = k + m - 1 after m = i - k + 1, makes m an index again.
    const stale = [...namesOf(poly)].filter((n) => n !== name && namesOf(notebook.aliases.get(n) ?? zero).has(name));
    const base = stale.reduce((before, n) => before.withoutAlias(n).withIndex({ name: n, lo: null, hi: null }), notebook.withoutAlias(name));
    const resolved = base.resolved(poly);
    if (namesOf(resolved).has(name)) return null;
    return { verdict: definition(`${name} stands for this`), notebook: sizedNotebook(base, [poly], true).withAlias(name, resolved) };
  }

  /** `y_{kl} = …` for a tensor without a definition. */
  private defineEntries(left: Node & { tag: 'subscript' }, right: Node): (Partial<Judged> & { readonly verdict: Verdict }) | null {
    const owner = entryName(left);
    const known = owner === null ? null : this.notebook.tensor(owner);
    if (owner === null || known === null || known.definition !== null || known.dims === null) return null;
    const names = genericSubscripts(splitSubscripts(left.subscripts, known.dims.length));
    if (names === null || names.length !== known.dims.length || names.includes(null)) return null;
    const indices = names as readonly string[];
    const body = this.scalar(right, indices);
    const stray = this.stray(body, indices);
    if (stray !== null) return { verdict: this.strayed(stray, true) };
    const notebook = withGeneric(this.notebook.withTensor({ ...known, definition: { form: 'entries', indices, body } }), indices);
    return { verdict: definition(`defines the entries of ${known.name}`), notebook };
  }

  /** The notebook with a matrix of the given shape, or null when the shape cannot be read. */
  declareShape(name: string, shape: readonly Node[]): Notebook | null {
    try {
      return this.declare(name, shape.map((node) => this.sizeExpression(node)), null).notebook ?? null;
    } catch (error) {
      if (error instanceof ReadingError) return null;
      throw error;
    }
  }

  /** The range first..last of an index. Throws ReadingError when a bound cannot be read. */
  rangeOf(name: string, first: Node, last: Node): IndexDecl {
    return { name, lo: this.sizeExpression(first), hi: this.sizeExpression(last) };
  }

  // ---- claims ------------------------------------------------------------------------------------

  private claim(left: Node, operator: RelationOperator, right: Node, at: Range): Partial<Judged> & { readonly verdict: Verdict } {
    const brackets = this.entryClaim(left, right);
    if (brackets !== null) return this.decide(brackets.left, operator, brackets.right, at, left, right, brackets.generic);
    const generic = this.genericOfLeft(left);
    const names = generic.map((index) => index.name);
    const a = this.side(left, names);
    const b = this.side(right, names);
    if (a.sort !== 'tensor' && b.sort !== 'tensor' && !(a.sort === 'index' && b.sort === 'index')) {
      for (const reading of [a, b]) {
        const stray = reading.sort === 'index' ? null : this.stray(reading.term, names);
        if (stray !== null) return { verdict: this.strayed(stray, generic.length > 0) };
      }
    }
    if ((a.sort === 'tensor') !== (b.sort === 'tensor')) return { verdict: { verdict: 'skipped', message: 'not read: a tensor is set equal to an entry or a number' } };
    return this.decide(a, operator, b, at, left, right, generic);
  }

  /** [w'_{mn}] = [w_{M-m+1,n}], or [y_{kl}] = sum: entry by entry. */
  private entryClaim(left: Node, right: Node): { readonly left: Reading; readonly right: Reading; readonly generic: readonly IndexDecl[] } | null {
    const a = asBracket(left);
    if (a === null) return null;
    const owner = entryName(a.entry);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    const names = this.genericOf(a.entry, shape?.length ?? null);
    if (owner === null || shape === null || names === null) return null;
    const b = asBracket(right);
    const other = b === null ? right : b.entry;
    if (b !== null && this.genericTensor(b) !== null) return null;
    if (b === null && this.elaboratedIn(right, names.filter((n) => n !== null)).sort === 'tensor') return null;
    const generic = indexDecls(names, shape);
    const bound = generic.map((index) => index.name);
    if (b === null) this.#notes.push('read entry by entry');
    return { left: this.elaboratedIn(a.entry, bound), right: this.elaboratedIn(other, bound), generic };
  }

  private decide(a: Reading, operator: RelationOperator, b: Reading, at: Range, left: Node, right: Node, generic: readonly IndexDecl[]): { readonly verdict: Verdict } {
    const known = this.notebook.context();
    const letters = [...this.notebook.indices.values()].map((index) => (a.sort === 'index' && b.sort === 'index' ? { ...index, lo: null, hi: null } : index));
    const context: Context = { ...known, assumptions: [...known.assumptions, ...this.presupposed(left)], indices: [...letters.filter((index) => !generic.some((g) => g.name === index.name)), ...generic.map((g) => this.resolvedIndex(g))] };
    const claim: ClaimReading = { name: null, left: a, operator, right: b, at, leftNode: left, rightNode: right };
    const verdict = judge(context, claim, this.setting.options);
    if (operator === '!=' || verdict.verdict === 'proved' || verdict.verdict === 'unknown') return { verdict };
    if (a.sort === 'index' && b.sort === 'index') {
      const free = namesOf(a.poly).size > 0 || namesOf(b.poly).size > 0;
      const name = nameOf(left);
      const claimed = this.setting.assuming && name !== null && this.notebook.aliases.has(name);
      if (verdict.verdict === 'refuted' && free && !claimed) return { verdict: { verdict: 'unknown', message: 'not an identity; whether it is meant as a condition or under one is not clear' } };
    }
    return { verdict: this.otherwise(context, claim, verdict) };
  }

  /** An entry at fixed subscripts, `y_{4,1}`, is spoken of only where it exists. */
  private presupposed(left: Node): readonly Cond[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    if (shape === null || left.tag !== 'subscript') return [];
    const fixed = splitSubscripts(left.subscripts, shape.length);
    if (fixed.length !== shape.length || !fixed.every((node) => node.tag === 'number')) return [];
    return insideShape(shape, fixed.map((node) => this.index(node)));
  }

  /** Before anything is called false: other readings, particular sizes, values that the text does not give. */
  private otherwise(context: Context, claim: ClaimReading, verdict: Verdict): Verdict {
    const { left, right } = claim;
    if (left.sort === 'tensor' && right.sort === 'tensor') {
      const [a, b] = [this.freeTensors(left.term), this.freeTensors(right.term)];
      if (a.length === 0 !== (b.length === 0)) return { verdict: 'unknown', message: `not decided: the text does not give the values of ${[...a, ...b].join(', ')}` };
      if (a.length === 0) return this.numericReadings(context, claim, verdict);
      return verdict;
    }
    if (left.sort === 'tensor' || right.sort === 'tensor') return verdict;
    const [a, b] = [left, right].map((r) => (r.sort === 'scalar' ? this.freeTensors(r.term) : []));
    if (a !== undefined && b !== undefined && (a.length === 0) !== (b.length === 0)) return { verdict: 'unknown', message: `not decided: the text does not give the values of ${[...a, ...b].join(', ')}` };
    const closed = [left, right].map((r) => r.sort === 'scalar' && this.freeTensors(r.term).length === 0 && r.term.tag === 'entry');
    if (closed.includes(true) && Object.keys(verdict.counterexample?.sizes ?? {}).length > 0) return { verdict: 'unknown', message: 'not decided: a formula for all sizes beside particular numbers' };
    return this.particularSizes(context, claim) ?? verdict;
  }

  /** A sum up to 3 where the matrix has M rows: the text has M = 3 in mind. */
  private particularSizes(context: Context, claim: ClaimReading): Verdict | null {
    const bounds = new Set([claim.leftNode, claim.rightNode].flatMap(numericBounds));
    if (bounds.size === 0) return null;
    const likely = new Set([claim.leftNode, claim.rightNode].flatMap((node) => this.summedSizes(node)));
    for (const size of [...likely, ...context.sizes.filter((name) => !likely.has(name))]) {
      for (const n of bounds) {
        const assumed: Context = { ...context, assumptions: [...context.assumptions, equals(variable(size), constant(n))] };
        const verdict = judge(assumed, claim, this.setting.options);
        if (verdict.verdict === 'proved') return { ...verdict, scope: `${size} = ${n}`, message: `true for ${size} = ${n}, which the bound of the sum implies` };
      }
    }
    return { verdict: 'unknown', message: 'not decided: it speaks of particular sizes that the text does not state' };
  }

  /** The sizes that sums with a number as their limit run through: of w_{m,1} summed over m up to 3 it is M. */
  private summedSizes(node: Node): readonly string[] {
    const found: string[] = [];
    const visit = (n: Node, bound: ReadonlySet<string>): void => {
      const inner = n.tag === 'reduction' ? new Set([...bound, ...n.binders.filter((b) => b.to?.tag === 'number').map((b) => b.name)]) : bound;
      const shape = n.tag === 'subscript' ? this.shapeOfKnown(entryName(n) ?? '') : null;
      if (shape !== null && n.tag === 'subscript') {
        splitSubscripts(n.subscripts, shape.length).forEach((s, d) => {
          const hi = shape[d]?.hi;
          if (s.tag === 'name' && bound.has(s.name) && hi !== undefined && hi.terms.length === 1) found.push(hi.terms[0]?.key ?? '');
        });
      }
      for (const child of children(n)) visit(child, inner);
    };
    visit(node, new Set());
    return found.filter((name) => this.notebook.context().env.sizes.has(name));
  }

  private numericReadings(context: Context, claim: ClaimReading, literal: Verdict): Verdict {
    if (claim.left.sort !== 'tensor' || claim.right.sort !== 'tensor') return literal;
    let fitting: Verdict | null = null;
    const candidates = [
      ...otherReadings(context.env, this.unfolded(context, claim.left.term)).map((r) => ({ as: r.as, claim: { ...claim, left: { sort: 'tensor' as const, term: r.term } } })),
      ...otherReadings(context.env, this.unfolded(context, claim.right.term)).map((r) => ({ as: r.as, claim: { ...claim, right: { sort: 'tensor' as const, term: r.term } } })),
    ];
    for (const { as, claim: other } of candidates) {
      const verdict = judge(context, other, this.setting.options);
      if (verdict.verdict === 'proved') return { ...verdict, message: `${verdict.message}, read as ${as}` };
      if (verdict.verdict === 'refuted' && fitting === null && literal.verdict === 'ill-formed') fitting = { ...verdict, message: `${verdict.message}, read as ${as}, as the shape implies` };
    }
    return fitting ?? literal;
  }

  /** A name replaced by the operation that it is, so that its sign can be read another way. */
  private unfolded(context: Context, term: Tensor): Tensor {
    const fact = term.tag === 'tensor' ? this.notebook.tensor(term.name) : null;
    return fact?.definition?.form === 'tensor' && fact.definition.term.tag === 'op' ? this.unfolded(context, fact.definition.term) : term;
  }

  // ---- reading -----------------------------------------------------------------------------------

  /** Independent tensors that a term comes down to: what has no stated value. */
  private freeTensors(term: Term): readonly string[] {
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

  private side(node: Node, generic: readonly string[]): Reading {
    const bracket = asBracket(node);
    const named = bracket === null ? null : this.genericTensor(bracket);
    if (named !== null) return { sort: 'tensor', term: tensor(named) };
    return this.elaboratedIn(node, generic);
  }

  /** The tensor whose generic entry a bracket shows, its shape agreeing with the one stated. */
  private genericTensor(bracket: Bracket): string | null {
    const owner = entryName(bracket.entry);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    if (owner === null || shape === null || this.genericOf(bracket.entry, shape.length) === null) return null;
    const fits = bracket.shape === null || bracket.shape.every((node, d) => equal(this.notebook.resolved(this.sizeExpression(node)), this.notebook.resolved(extent(shape[d] as Dim))));
    if (!fits) throw new ReadingError('unsupported', bracket.range, `${owner} has another shape`);
    return this.notebook.tensor(owner)?.name ?? null;
  }

  private elaborated(node: Node): Reading {
    return this.elaboratedIn(node, []);
  }

  private elaboratedIn(node: Node, generic: readonly string[]): Reading {
    this.declareAhead(node);
    const names = this.names(generic);
    const reading = elaborate(names, this.oriented(this.native(node), names));
    const aliases = new Map([...this.notebook.aliases].filter(([name]) => !generic.includes(name)));
    switch (reading.sort) {
      case 'index':
        return { sort: 'index', poly: generic.length === 0 ? this.notebook.resolved(reading.poly) : substitute(reading.poly, aliases) };
      case 'scalar':
        return { sort: 'scalar', term: substScalar(substScalar(reading.term, aliases), aliases) };
      case 'tensor':
        return { sort: 'tensor', term: substTensor(substTensor(reading.term, aliases), aliases) };
    }
  }

  /** Tensors that the section declares further on are declared now. */
  private declareAhead(node: Node): void {
    for (const name of namesIn(node)) {
      const shape = this.setting.later.get(name);
      if (shape !== undefined && this.notebook.tensor(name) === null) this.#notebook = this.declareShape(name, shape) ?? this.#notebook;
    }
  }

  private scalar(node: Node, generic: readonly string[]): Scalar {
    const reading = this.elaboratedIn(node, generic);
    if (reading.sort === 'tensor') throw new ReadingError('unsupported', node.range, 'a tensor where an entry is expected');
    return reading.sort === 'index' ? value(reading.poly) : reading.term;
  }

  private index(node: Node): Poly {
    const reading = this.elaborated(node);
    if (reading.sort !== 'index') throw new ReadingError('unsupported', node.range, 'not an index expression');
    return reading.poly;
  }

  private names(generic: readonly string[]): Names {
    const { env } = this.notebook.context();
    return { env, indices: new Set([...generic, ...this.notebook.indices.keys(), ...this.notebook.aliases.keys()]) };
  }

  /** `\sum_{p=M}^{1}` in falling order, where it certainly falls. */
  private oriented(node: Node, names: Names): Node {
    const inner = mapChildren(node, (child) => this.oriented(child, node.tag === 'reduction' ? { ...names, indices: new Set([...names.indices, ...node.binders.map((b) => b.name)]) } : names));
    if (inner.tag !== 'reduction') return inner;
    return { ...inner, binders: inner.binders.map((b) => this.orientedBinder(b, names)) };
  }

  private orientedBinder(binder: BinderNode, names: Names): BinderNode {
    if (binder.from === null || binder.to === null || binder.down) return binder;
    if ([...namesIn(binder.from), ...namesIn(binder.to)].includes(binder.name)) return binder;
    try {
      const fall = this.notebook.resolved(sub(elaborateIndex(names, binder.from), elaborateIndex(names, binder.to)));
      const { sizes, assumptions } = this.notebook.context();
      const hyps = [...sizes.map((size) => atLeast(variable(size), one)), ...assumptions];
      const constantFall = integerValue(fall);
      if (constantFall !== null ? constantFall <= 0n : entails(hyps, atLeast(fall, zero)) === null) return binder;
      this.#notes.push(`the sum over ${binder.name} is read in falling order`);
      return { ...binder, down: true };
    } catch (error) {
      if (error instanceof ReadingError) return binder;
      throw error;
    }
  }

  private native(node: Node): Node {
    return normalise(node, {
      rank: (name) => this.shapeOfKnown(name)?.length ?? null,
      isIndex: (name) => this.notebook.indices.has(name) || this.notebook.sizes.has(name) || this.notebook.aliases.has(name),
    });
  }

  private inNative(left: Node, operator: RelationOperator, right: Node): string | null {
    try {
      return `${printNode(this.native(left))} ${operator} ${printNode(this.native(right))}`;
    } catch (error) {
      if (error instanceof ReadingError) return null;
      throw error;
    }
  }

  private shapeOfKnown(name: string): readonly Dim[] | null {
    const known = this.notebook.tensor(name);
    if (known === null) return null;
    const { env } = this.notebook.context();
    return env.tensors.get(known.name)?.dims ?? known.dims;
  }

  private compound(node: Node): string | null {
    const native = node.tag === 'subscript' || node.tag === 'accent' ? this.native(node) : null;
    return native?.tag === 'name' ? native.name : null;
  }

  private genericOf(entryNode: Node, rank: number | null): readonly (string | null)[] | null {
    return entryNode.tag === 'subscript' ? genericSubscripts(splitSubscripts(entryNode.subscripts, rank)) : null;
  }

  /** The names at the left of a chain that stand for every subscript, with their ranges. */
  private genericOfLeft(left: Node): readonly IndexDecl[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    const names = shape === null ? null : this.genericOf(left, shape.length);
    return names === null || shape === null || names.length !== shape.length ? this.setting.generic : indexDecls(names, shape);
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

  private resolvedIndex({ name, lo, hi }: IndexDecl): IndexDecl {
    return { name, lo: lo === null ? null : this.notebook.resolved(lo), hi: hi === null ? null : this.notebook.resolved(hi) };
  }

  /** A free index that nothing gives a range, or null. */
  private stray(term: Term, generic: readonly string[]): string | null {
    const { env } = this.notebook.context();
    for (const name of freeNames(term)) {
      if (!generic.includes(name) && !env.sizes.has(name) && !this.isRanged(name)) return name;
    }
    return null;
  }

  private isRanged(name: string): boolean {
    return this.notebook.indices.get(name)?.lo != null;
  }

  /** `I`, `M - m + 1` as a size: unknown capital letters become sizes. */
  private sizeExpression(node: Node): Poly {
    const native = this.native(node);
    const { env } = this.notebook.context();
    const fresh = [...namesIn(native)].filter((name) => !env.sizes.has(name) && !this.notebook.aliases.has(name));
    const names: Names = { env: env.withSizes(fresh.filter((name) => !env.tensors.has(name))), indices: new Set(this.notebook.aliases.keys()) };
    return elaborateIndex(names, native);
  }

  private sized(polys: readonly Poly[], capitalsOnly = false): Notebook {
    return sizedNotebook(this.notebook, polys, capitalsOnly);
  }
}

function sizedNotebook(notebook: Notebook, polys: readonly Poly[], capitalsOnly = false): Notebook {
  const names = polys.flatMap((poly) => [...namesOf(poly)]).filter((name) => !notebook.indices.has(name) && (!capitalsOnly || /^\p{Lu}/u.test(name)));
  return notebook.withSizes(names);
}

/** Subscripts used for every entry: their names are letters for indices from now on, without a range of their own. */
function withGeneric(notebook: Notebook, names: readonly (string | null)[] | null): Notebook {
  let next = notebook;
  for (const name of names ?? []) if (name !== null && !next.indices.has(name) && !next.aliases.has(name)) next = next.withIndex({ name, lo: null, hi: null });
  return next;
}

function indexDecls(names: readonly (string | null)[], shape: readonly Dim[]): readonly IndexDecl[] {
  return names.flatMap((name, d) => (name === null ? [] : [{ name, lo: (shape[d] as Dim).lo, hi: (shape[d] as Dim).hi }]));
}

function nameOf(node: Node): string | null {
  return node.tag === 'name' ? node.name : null;
}

function entryName(node: Node): string | null {
  return node.tag === 'subscript' && node.base.tag === 'name' ? node.base.name : null;
}

function sameLetter(a: string, b: string): boolean {
  return a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase() && a.slice(1) === b.slice(1);
}

function usesNames(term: Tensor): boolean {
  let found = false;
  tensorsIn(term, (t) => {
    if (t.tag === 'tensor') found = true;
  });
  return found;
}

function mentionsTensor(term: Tensor, name: string): boolean {
  let found = false;
  tensorsIn(term, (t) => {
    if (t.tag === 'tensor' && t.name === name) found = true;
  });
  return found;
}
