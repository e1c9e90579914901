// What a relation introduces: a shape, a tensor, the entries of one, a size, a substitution.

import { printNode } from '../../grammar/print.js';
import type { Node, RelationNode } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { entails } from '../sets/index.js';
import { atLeast, type Cond, namesOfCond } from '../term/cond.js';
import { sizeBounds } from '../term/context.js';
import { type Dim, extent, shapeOf } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import {
  constant,
  equal,
  isConstant,
  isZero,
  namesOf,
  one,
  type Poly,
  show,
  variable,
} from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { type Tensor, value } from '../term/term.js';
import { hasOpenCases } from './conditionNodes.js';
import { withCounts } from './counts.js';
import { differentiates } from './derivatives.js';
import { withEqualSizes } from './givens.js';
import { withInferredShapes } from './inferred.js';
import { dependsOn, mentionsTensor, usesNames } from './ingredients.js';
import { defineIndex, sizeAsQuotient, substitution } from './introduceIndex.js';
import { splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import { definition, type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { asBracket, asSpace, type Bracket, entryName, genericSubscripts, nameOf } from './sides.js';
import { inSpace } from './spaces.js';
import { subjectOf } from './subjects.js';
import type { TensorFact } from './tensorFact.js';
import { boundNames, namesIn } from './trees.js';
import { endsOfTuple } from './tuples.js';

export class Introduction {
  constructor(readonly sides: SideReader) {}

  /** What the relation introduces, or null when it claims something of known things. */
  introduce(left: Node, right: Node): Outcome | null {
    const rightBracket = asBracket(right);
    const name = nameOf(left) ?? this.sides.compound(left);
    if (name !== null) {
      if (rightBracket !== null) return this.declareEntries(name, rightBracket);
      const tuple = this.declareTuple(name, right);
      if (tuple !== null) return tuple;
      return this.defineName(name, right);
    }
    if (rightBracket !== null) {
      const owner = entryName(rightBracket.entry);
      // rot180(W) = [w'_{mn}]: the right side names the entries of the left.
      if (owner !== null && this.sides.notebook.tensor(owner) === null && asBracket(left) === null)
        return this.nameEntries(owner, left, rightBracket);
    }
    if (left.tag === 'subscript' && left.base.tag === 'name')
      return this.defineEntries(left, right) ?? this.defineByInference(left, right);
    return left.tag === 'sum' ? substitution(this.sides, left, right) : null;
  }

  /** `x = (x_1, \dots, x_I)` of a new name. */
  private declareTuple(name: string, right: Node): Outcome | null {
    const { notebook } = this.sides;
    const ends = endsOfTuple(name, right);
    const isFree = !notebook.knows(name) && !notebook.isContested(name);
    if (ends === null || !isFree || [...namesIn(ends.last)].some((each) => this.sides.isLetter(each)))
      return null;
    const hi = this.sides.sizeExpression(ends.last);
    const dims = [{ lo: constant(ends.first), hi }];
    return {
      verdict: definition(`declares ${name}`),
      notebook: notebook.withSizesIn([hi]).withTensor({ name, dims, definition: null }),
    };
  }

  /** `X \in \mathbb{R}^{I \times J}` of a name that is new, or again of one that has this shape. */
  belongs(left: Node, right: Node): Outcome | null {
    const space = asSpace(right);
    const name = nameOf(left);
    const dims = space?.map((node) => this.sides.sizeExpression(node)) ?? null;
    if (dims === null || (name !== null && this.sides.isLetter(name))) return null;
    if (name === null) return this.placed(left) ?? inSpace(this.sides, left, dims);
    const known = this.sides.notebook.tensor(name);
    if (known === null) return this.sides.notebook.knows(name) ? null : this.sides.declare(name, dims, null);
    const shape = this.sides.shapeOfKnown(known.name);
    const { notebook } = this.sides;
    if (known.inferred !== undefined) return this.stateShape(known, dims);
    const agrees =
      shape?.length === dims.length &&
      shape.every((dim, d) => equal(notebook.resolved(extent(dim)), notebook.resolved(dims[d] as Poly)));
    if (agrees) return { verdict: definition(`the shape of ${known.name} again`) };
    return this.sides.setting.introduced && known.definition === null
      ? this.sides.declare(name, dims, null, true)
      : known.definition === null
        ? null
        : inSpace(this.sides, left, dims);
  }

  /** `W_1 \in \mathbb{R}^{3 \times 3}`, `\frac{\partial L}{\partial Z} \in …`: of what is new, or made of names that have no shape yet. */
  private placed(left: Node): Outcome | null {
    const { notebook } = this.sides;
    const isNamed = subjectOf(left) !== null || differentiates(left);
    const isOpen = [...namesIn(left)].every((name) => {
      const known = notebook.tensor(name);
      return known?.dims == null || known.inferred !== undefined;
    });
    return isNamed && isOpen ? { verdict: definition('says in which space it lies') } : null;
  }

  /** A shape for what only formulas gave one: what they say of it stays, if it has as many subscripts there. */
  private stateShape({ name, dims: before, definition: given }: TensorFact, dims: readonly Poly[]): Outcome {
    if (before?.length !== dims.length) return this.sides.declare(name, dims, null, true);
    const shape = dims.map((hi) => ({ lo: one, hi }));
    const notebook = this.sides.notebook
      .withSizesIn(dims)
      .withTensor({ name, dims: shape, definition: given });
    return { verdict: definition(`says what the shape of ${name} is`), notebook };
  }

  /** `Y = [y_{kl}]_{K \times L}` */
  private declareEntries(name: string, bracket: Bracket): Outcome | null {
    const owner = entryName(bracket.entry);
    if (owner === null || !sameLetter(owner, name)) return null;
    const known = this.stated(name);
    const subscripts = this.sides.genericOf(
      bracket.entry,
      bracket.shape?.length ?? known?.dims?.length ?? null,
    );
    if (bracket.shape === null) {
      if (known === null) return { verdict: unread(`the shape of ${name} is not stated`) };
      return { verdict: definition(`names the entries of ${known.name}`) };
    }
    const dims = bracket.shape.map((node) => this.sides.sizeExpression(node));
    if (known === null || (known.definition === null && known.dims === null))
      return this.sides.declare(name, dims, subscripts);
    const shape = this.sides.shapeOfKnown(known.name);
    if (shape === null || shape.length !== dims.length)
      return this.sides.setting.introduced || known.definition === null
        ? this.sides.declare(name, dims, subscripts, true)
        : {
            verdict: {
              verdict: 'ill-formed',
              message: `${known.name} has ${shape?.length ?? 'other'} dimensions, not ${dims.length}`,
            },
          };
    let { notebook } = this.sides;
    const verdicts: string[] = [];
    for (const [d, dim] of dims.entries()) {
      const actual = extent(shape[d] as Dim);
      const own = dim.terms.length === 1 ? dim.terms[0]?.key : undefined;
      if (
        own !== undefined &&
        own !== '' &&
        equal(dim, variable(own)) &&
        !notebook.aliases.has(own) &&
        !notebook.sizes.has(own)
      ) {
        notebook = notebook.withAlias(own, actual);
        verdicts.push(own);
      } else if (!equal(notebook.resolved(dim), notebook.resolved(actual)))
        return this.otherShape(name, dims, subscripts, known.definition !== null);
    }
    notebook = notebook.withLetters(subscripts ?? []);
    return {
      verdict: definition(
        verdicts.length > 0
          ? `${verdicts.join(' and ')} name the shape of ${known.name}`
          : `the shape of ${known.name} again`,
      ),
      notebook,
    };
  }

  private otherShape(
    name: string,
    dims: readonly Poly[],
    subscripts: readonly (string | null)[] | null,
    defined: boolean,
  ): Outcome {
    if (!defined || this.sides.setting.introduced) return this.sides.declare(name, dims, subscripts, true);
    return {
      verdict: {
        verdict: 'unknown',
        message: `another shape than ${name} had before; whether the same ${name} is meant is not clear`,
      },
    };
  }

  /** What is known of a tensor, but for what only a formula implies: the text may still say what it is. */
  private stated(name: string): TensorFact | null {
    const known = this.sides.notebook.tensor(name);
    return known?.inferred === undefined ? known : null;
  }

  /** `X = [x_{ij}] = [x_{11}, x_{12}; …]`: the matrix at the end states the shape that the bracket before it lacks. */
  writtenOutAtEnd(first: Node, chain: RelationNode): Notebook {
    const { notebook } = this.sides;
    if (first.tag !== 'name' || notebook.tensor(first.name) !== null) return notebook;
    for (const { right } of chain.rest.slice(1)) {
      const declared = right.tag === 'matrix' ? this.ownEntries(first.name, right)?.notebook : undefined;
      if (declared !== undefined) return declared;
    }
    return notebook;
  }

  private nameEntries(owner: string, left: Node, bracket: Bracket): Outcome | null {
    const reading = this.sides.elaborated(left);
    if (reading.sort !== 'tensor') return null;
    const notebook = this.sides.notebook.withTensor({
      name: owner,
      dims: null,
      definition: { form: 'tensor', term: reading.term },
    });
    const shape = shapeOf(notebook.context().env, reading.term);
    const subscripts = this.sides.genericOf(bracket.entry, shape.length);
    return {
      verdict: definition(`names the entries of ${printNode(this.sides.native(left))}`),
      notebook: notebook.withLetters(subscripts ?? []),
    };
  }

  /** `Y = W * X`, `K = I - M + 1`, `A = matrix` */
  private defineName(name: string, right: Node): Outcome | null {
    const known = this.stated(name);
    if (this.sides.notebook.isContested(name) && !this.sides.setting.introduced && right.tag !== 'matrix')
      return { verdict: undecided(`the text has said two things of ${name}`) };
    if (known !== null && known.definition !== null && !this.sides.setting.introduced) return null;
    if (right.tag === 'matrix') {
      const own = this.ownEntries(name, right);
      if (own !== null) return own;
    }
    const quotient = known === null ? sizeAsQuotient(this.sides, name, right) : null;
    if (quotient !== null) return quotient;
    this.sides.on(withEqualSizes(this.sides, withCounts(this.sides.notebook, name, right), name, right));
    const reading = this.sides.elaborated(right);
    const spoken =
      reading.sort === 'tensor'
        ? known === null && this.sides.notebook.isSpokenOf(name)
        : this.sides.notebook.spoken.has(name);
    if (reading.sort !== 'scalar' && spoken && !this.sides.setting.introduced)
      return { verdict: undecided(`${name} was introduced before; whether this agrees is not known`) };
    if (reading.sort === 'index')
      return (
        this.valueOfNumber(name, reading.poly) ??
        (known === null ? defineIndex(this.sides, name, right) : null)
      );
    if (reading.sort === 'scalar') {
      if (known === null && !this.sides.notebook.aliases.has(name))
        throw new ReadingError(
          'unsupported',
          right.range,
          `${name} is new, and what it is set equal to is an entry or a number that is not whole`,
        );
      return null;
    }
    if (known !== null && isSaidOf(known, reading.term))
      return { verdict: definition(`${known.name} once more, as before`) };
    if (known !== null && dependsOn(this.sides.notebook, reading.term, known.name)) return null;
    const base = this.sides.notebook.withoutTensor(name);
    let notebook = base.withTensor({
      name: known?.name ?? name,
      dims: null,
      definition: { form: 'tensor', term: reading.term },
    });
    // The shape stated earlier and the shape of what it is: sizes without another meaning get one.
    const shape = shapeOf(notebook.context().env, reading.term);
    known?.dims?.forEach(({ hi }, d) => {
      const own = hi.terms.length === 1 ? hi.terms[0]?.key : undefined;
      if (
        own !== undefined &&
        own !== '' &&
        equal(hi, variable(own)) &&
        !this.sides.notebook.aliases.has(own) &&
        !namesOf(extent(shape[d] as Dim)).has(own)
      )
        notebook = notebook.withAlias(own, extent(shape[d] as Dim));
    });
    return { verdict: definition(`defines ${name}`), notebook };
  }

  /** `b = 0` of the bias that a formula has brought in: what it was used for is said with this value. */
  private valueOfNumber(name: string, poly: Poly): Outcome | null {
    const { notebook } = this.sides;
    const fact = notebook.tensor(name);
    if (fact?.name !== name || fact.inferred === undefined || fact.dims?.length !== 0) return null;
    if (fact.definition !== null || !isConstant(poly)) return null;
    const given = { form: 'entries' as const, indices: [], body: value(poly) };
    return {
      verdict: definition(`${name} is ${show(poly)} from here on`),
      notebook: notebook.withTensor({ ...fact, definition: given }),
    };
  }

  /** `X = [x_{11}, x_{12}; …]`: the entries of X in their order say no more than its shape. */
  private ownEntries(name: string, right: Node & { tag: 'matrix' }): Outcome | null {
    const columns = right.rows[0]?.length ?? 0;
    const owns = right.rows.every((row, r) =>
      row.every((cell, c) => {
        if (cell.tag !== 'subscript' || cell.base.tag !== 'name' || !sameLetter(cell.base.name, name))
          return false;
        const [i, j] = splitSubscripts(cell.subscripts, 2);
        return i?.tag === 'number' && j?.tag === 'number' && i.text === `${r + 1}` && j.text === `${c + 1}`;
      }),
    );
    if (!owns || right.rows.some((row) => row.length !== columns)) return null;
    const known = this.sides.notebook.tensor(name);
    const dims = [right.rows.length, columns].map((n) => constant(n));
    if (known === null) return this.sides.declare(name, dims, null);
    return null;
  }

  /** `y_k = \sum_m w_m x_{k+m}` where the text states no shapes: those that the formula implies. */
  defineByInference(left: Node & { tag: 'subscript' }, right: Node): Outcome | null {
    const before = this.sides.notebook;
    const inferred = withInferredShapes(this.sides, left, right);
    if (inferred === null) return null;
    this.sides.on(inferred);
    try {
      const outcome = this.defineEntries(left, right);
      if (outcome?.verdict.verdict === 'definition') {
        const message = `${outcome.verdict.message}; shapes are those that the formula implies`;
        return { ...outcome, verdict: definition(message) };
      }
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
    }
    this.sides.on(before);
    return null;
  }

  /** `y_{kl} = …` for a tensor without a definition. */
  defineEntries(left: Node & { tag: 'subscript' }, right: Node): Outcome | null {
    const owner = entryName(left);
    const known = owner === null ? null : this.sides.notebook.tensor(owner);
    if (owner === null || known === null || known.dims === null) return null;
    if (known.definition !== null)
      return this.sides.setting.alternative
        ? {
            verdict: definition(`another ${known.name}, beside the one before`),
            notebook: this.sides.notebook.withTensor({ ...known, either: true }),
          }
        : null;
    const names = genericSubscripts(splitSubscripts(left.subscripts, known.dims.length));
    if (names === null || names.length !== known.dims.length || names.includes(null)) return null;
    if (names.some((name) => name !== null && this.sides.isFixed(name) && !this.sides.isLetter(name)))
      return null;
    const indices = names as readonly string[];
    if (this.isUsed(known.name) && this.sides.setting.follows) return null;
    // `w_m = w_{M-m+1}` restricts W: what is false of other kernels need not be false of this one.
    const restricted = this.sides.notebook.withTensor({ ...known, unread: true });
    if (this.isUsed(known.name))
      return {
        verdict: undecided(`perhaps an assumption about ${known.name}`),
        assumption: true,
        notebook: restricted,
      };
    if (hasOpenCases(right)) return { verdict: unread('a definition by cases that may leave some out') };
    if (this.isOfSome(known.dims, indices))
      return { verdict: definition(`says what some entries of ${known.name} are`), notebook: restricted };
    if ([...boundNames(right)].some((bound) => indices.includes(bound)))
      return { verdict: undecided('the sum binds an index of the left side') };
    const body = this.sides.scalar(right, indices);
    // What is said of all entries in numbers is said of those outside, or of an example; outside, zeros are no news.
    if (body.tag === 'value' && isConstant(body.value)) {
      const isKnown = isZero(body.value) && this.sides.setting.outside;
      const verdict = definition(`says what some entries of ${known.name} are`);
      return { verdict, notebook: isKnown ? this.sides.notebook : restricted };
    }
    if (mentionsTensor(body, known.name))
      return { verdict: undecided(`${known.name} on both sides`), notebook: restricted };
    const stray = this.sides.stray(body, indices);
    if (stray !== null && this.sides.derivatives([right]).length > 0)
      return { verdict: unread(`what ${stray} ranges over is not stated here`) };
    if (stray !== null) return { verdict: this.sides.strayed(stray, true, right) };
    const notebook = this.sides.notebook
      .withTensor({ ...known, definition: { form: 'entries', indices, body } })
      .withLetters(indices);
    return { verdict: definition(`defines the entries of ${known.name}`), notebook };
  }

  /** Whether the sentence speaks of some of the values of indices only: for $k < K$. */
  private isOfSome(dims: readonly Dim[], indices: readonly string[]): boolean {
    const { notebook } = this.sides;
    const speaks = (cond: Cond): boolean => indices.some((name) => namesOfCond(cond).has(name));
    const { sizes, assumptions } = notebook.context();
    const all = [
      ...sizeBounds(sizes, assumptions),
      ...assumptions.filter((cond) => !speaks(cond)),
      ...indices.flatMap((name, d) => {
        const { lo, hi } = dims[d] as Dim;
        return [atLeast(variable(name), lo), atLeast(notebook.resolved(hi), variable(name))];
      }),
    ];
    return assumptions.filter(speaks).some((cond) => entails(all, cond) === null);
  }

  /** Whether the definition of something else uses the tensor. */
  private isUsed(name: string): boolean {
    return [...this.sides.notebook.tensors.values()].some(({ definition: given }) => {
      if (given === null) return false;
      return mentionsTensor(given.form === 'tensor' ? given.term : given.body, name);
    });
  }

  /** Sizes that a bracket with a stated shape names: `[y_{kl}]_{K \times L}` for a known y says what K and L are. */
  namedShapes(nodes: readonly Node[]): Notebook {
    let { notebook } = this.sides;
    for (const node of nodes) {
      const bracket = asBracket(node);
      const owner = bracket === null ? null : entryName(bracket.entry);
      const shape = owner === null ? null : this.sides.shapeOfKnown(owner);
      bracket?.shape?.forEach((dim, d) => {
        const name = nameOf(dim);
        const actual = shape?.[d];
        if (
          name !== null &&
          actual !== undefined &&
          !notebook.aliases.has(name) &&
          !notebook.sizes.has(name) &&
          notebook.tensor(name) === null
        )
          notebook = notebook.withAlias(name, extent(actual));
      });
    }
    return notebook;
  }

  /**
   * A name that was something else before and is not equal to it: books use Y for one example after the other. It is
   * a claim all the same after "hence", and where numbers are given for what was an operation on named matrices.
   */
  renewed(left: Node, right: Node, verdict: Verdict): Outcome | null {
    const name = nameOf(left) ?? this.sides.compound(left);
    const known = name === null ? null : this.sides.notebook.tensor(name);
    const against = verdict.verdict === 'refuted' || verdict.verdict === 'ill-formed';
    if (known === null || !against || this.sides.setting.concluded || !this.sides.setting.opens) return null;
    const reading = this.sides.elaborated(right);
    if (reading.sort !== 'tensor') return null;
    const { notebook } = this.sides;
    const given = known.definition;
    const forgotten = notebook.withoutTensor(known.name);
    const numbers = (term: Tensor): boolean => term.tag === 'matrix';
    // No one equates a 2×2 with a 4×4 matrix: of another shape it is another example.
    const another = verdict.verdict === 'ill-formed' && given?.form === 'tensor' && !usesNames(given.term);
    if (another || (given?.form === 'tensor' && numbers(given.term) && numbers(reading.term))) {
      const next = forgotten.withTensor({
        name: known.name,
        dims: null,
        definition: { form: 'tensor', term: reading.term },
      });
      return { verdict: definition(`gives ${known.name} a new value`), notebook: next };
    }
    const computed = given?.form === 'tensor' && given.term.tag === 'op' && usesNames(given.term);
    if (computed && numbers(reading.term)) return null;
    return {
      verdict: undecided(`${known.name} was something else before; a new ${known.name} or a mistake`),
      notebook: notebook.withContested(known.name),
    };
  }
}

/** Whether a tensor is defined as this one, as a whole or each entry by the entry in the same place. */
function isSaidOf({ definition: given }: TensorFact, term: Tensor): boolean {
  if (given === null) return false;
  if (given.form === 'tensor') return sameTerm(given.term, term);
  const { body, indices } = given;
  return (
    body.tag === 'entry' &&
    sameTerm(body.tensor, term) &&
    body.at.length === indices.length &&
    body.at.every((subscript, d) => equal(subscript, variable(indices[d] as string)))
  );
}

/** `X = [x_{ij}]_{I \times J}` where X is new: after "for" this introduces X, too. */
export function declares(notebook: Notebook, left: Node, right: Node): boolean {
  const name = nameOf(left);
  return name !== null && !notebook.knows(name) && asBracket(right)?.shape != null;
}

/** `X` and `x`: the same letters but for the case of the first. */
function sameLetter(a: string, b: string): boolean {
  return a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase() && a.slice(1) === b.slice(1);
}
