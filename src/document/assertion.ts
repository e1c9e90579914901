// What a relation claims of known things, and the doubts to settle before anything is called false: another reading of
// a sign, particular sizes, values that the text does not give.

import { printNode } from '../../grammar/print.js';
import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import type { Side } from '../prove/repair/index.js';
import { undecided, type Verdict, zerosOutside } from '../prove/verdict.js';
import { entails, satisfiable } from '../sets/index.js';
import { type Cond, equals, namesOfCond, showCond } from '../term/cond.js';
import { type ClaimReading, type Context, hypotheses, type IndexDecl } from '../term/context.js';
import { type Dim, extent, genericEntry, insideShape, shapeOf } from '../term/env.js';
import { equal, isConstant, isZero, namesOf, sub, variable } from '../term/poly.js';
import type { Reading } from '../term/reading.js';
import { freeNames } from '../term/subst.js';
import { derivativeClaim } from './derivativeClaim.js';
import { misfit } from './derivativeShape.js';
import { isOtherExtent } from './extents.js';
import { withFullPadding } from './fullPadding.js';
import { freeTensors, valuedInWords } from './ingredients.js';
import { inOtherLayout } from './layout.js';
import { splitSubscripts } from './normalise.js';
import { asSaid, numericReadings, type Settled } from './numericReadings.js';
import { otherConvention } from './otherConvention.js';
import { type Outcome, unread } from './outcome.js';
import { impliedSizes, particularSizes } from './particularSizes.js';
import { calculated, questionOf } from './repairable.js';
import { rounded } from './rounded.js';
import { indexDecls, type SideReader } from './sideReader.js';
import { asBracket, entryName, nameOf } from './sides.js';
import { inWords } from './signs.js';
import { orders } from './sizeConditions.js';
import { restsOnUnread, whereEntriesAre } from './standing.js';
import { boundOf } from './substitutedRanges.js';
import { namesIn, placeOf } from './trees.js';
import { withUnitSteps } from './unitSteps.js';

export class Assertion {
  constructor(readonly sides: SideReader) {}

  claim(left: Node, operator: RelationOperator, right: Node, at: Range): Outcome {
    const derivatives = this.sides.derivatives([left, right]);
    const wrong = derivatives.length > 0 ? misfit(this.sides, left, right) : null;
    if (wrong !== null) return { verdict: wrong };
    if (derivatives.length > 0)
      return derivativeClaim(this.sides, left, right, derivatives, (a, b, { indices, conditions }) =>
        this.decide(a, operator, b, at, left, right, indices, conditions),
      );
    const brackets = this.entryClaim(left, right);
    if (brackets !== null)
      return this.decide(brackets.left, operator, brackets.right, at, left, right, brackets.generic);
    const guessed = this.bracketClaim(left, right);
    if (guessed !== null) {
      const outcome = this.decide(guessed.left, operator, guessed.right, at, left, right, guessed.generic);
      return outcome.verdict.verdict === 'proved'
        ? outcome
        : { verdict: undecided('which letter of the bracket counts the rows is not said') };
    }
    const generic = this.sides.genericOfLeft(left);
    const names = generic.map((index) => index.name);
    const a = this.sides.side(left, names);
    const b = this.sides.side(right, names);
    if (a.sort !== 'tensor' && b.sort !== 'tensor' && !(a.sort === 'index' && b.sort === 'index')) {
      for (const [reading, node] of [
        [a, left],
        [b, right],
      ] as const) {
        const stray = reading.sort === 'index' ? null : this.sides.stray(reading.term, names);
        if (stray === null) continue;
        // Two sides differ where they do so at some integer; that a text speaks of all of them a comment has to say.
        const isDeclared = this.sides.notebook.indices.get(stray)?.declared === true;
        const isOpen = generic.length === 0 && (operator === '=' || (operator === '!=' && isDeclared));
        const everywhere = isOpen ? this.decide(a, operator, b, at, left, right, []) : null;
        if (everywhere?.verdict.verdict === 'proved')
          return {
            verdict:
              operator === '='
                ? { ...everywhere.verdict, message: `${everywhere.verdict.message}, for every ${stray}` }
                : everywhere.verdict,
          };
        const place = placeOf(stray, node);
        const verdict = this.sides.strayed(stray, generic.length > 0, node);
        return { verdict: place === null ? verdict : { ...verdict, at: place } };
      }
    }
    if ((a.sort === 'tensor') !== (b.sort === 'tensor')) {
      const meant = this.entryByEntry(a, b);
      if (meant === null) return { verdict: unread('a tensor is set equal to an entry or a number') };
      const outcome = this.decide(meant.left, operator, meant.right, at, left, right, meant.generic);
      const { verdict } = outcome.verdict;
      return verdict === 'proved'
        ? outcome
        : { verdict: undecided('which entry of the tensor is meant is not said') };
    }
    return this.decide(a, operator, b, at, left, right, generic);
  }

  /** `Y = \sum_m w_m x_{k+m-1}`: what stands for the entry y_k, the letters that nothing binds in alphabetical order. */
  private entryByEntry(
    a: Reading,
    b: Reading,
  ): { readonly left: Reading; readonly right: Reading; readonly generic: readonly IndexDecl[] } | null {
    const [tensor, formula] = a.sort === 'tensor' ? [a, b] : [b, a];
    if (tensor.sort !== 'tensor' || formula.sort !== 'scalar') return null;
    const { env } = this.sides.notebook.context();
    const shape = shapeOf(env, tensor.term);
    const letters = [...freeNames(formula.term)].filter((name) => !env.sizes.has(name)).sort();
    if (letters.length !== shape.length) return null;
    this.sides.note('read entry by entry');
    const entry: Reading = { sort: 'scalar', term: genericEntry(tensor.term, letters) };
    const [left, right] = a.sort === 'tensor' ? [entry, formula] : [formula, entry];
    return { left, right, generic: indexDecls(letters, shape) };
  }

  /**
   * rot180(W) = [w_{M-m+1,N-n+1}]: entry by entry in the letters of the bracket, rows by the first in the alphabet.
   * Which letter counts rows is a guess; only if the guess proves the relation is it taken.
   */
  private bracketClaim(
    left: Node,
    right: Node,
  ): { readonly left: Reading; readonly right: Reading; readonly generic: readonly IndexDecl[] } | null {
    const bracket = asBracket(right);
    if (bracket === null || asBracket(left) !== null) return null;
    const owner = entryName(bracket.entry);
    if (
      owner === null ||
      this.sides.shapeOfKnown(owner) === null ||
      this.sides.genericOf(bracket.entry, 2) !== null
    )
      return null;
    const reading = this.sides.elaborated(left);
    if (reading.sort !== 'tensor') return null;
    const { env } = this.sides.notebook.context();
    const shape = shapeOf(env, reading.term);
    const letters = [...namesIn(bracket.entry)].filter((name) => this.sides.isLetter(name)).sort();
    if (letters.length !== shape.length) return null;
    const generic = indexDecls(letters, shape);
    const entry = genericEntry(reading.term, letters);
    return {
      left: { sort: 'scalar', term: entry },
      right: this.sides.elaboratedIn(bracket.entry, letters),
      generic,
    };
  }

  /** [w'_{mn}] = [w_{M-m+1,n}], or [y_{kl}] = sum: entry by entry. */
  private entryClaim(
    left: Node,
    right: Node,
  ): { readonly left: Reading; readonly right: Reading; readonly generic: readonly IndexDecl[] } | null {
    const a = asBracket(left);
    if (a === null) return null;
    const owner = entryName(a.entry);
    const shape = owner === null ? null : this.sides.shapeOfKnown(owner);
    const names = this.sides.genericOf(a.entry, shape?.length ?? null);
    if (owner === null || shape === null || names === null) return null;
    const b = asBracket(right);
    const other = b === null ? right : b.entry;
    if (b !== null && this.sides.genericTensor(b) !== null) return null;
    if (
      b === null &&
      this.sides.elaboratedIn(
        right,
        names.filter((n) => n !== null),
      ).sort === 'tensor'
    )
      return null;
    const generic = indexDecls(names, shape);
    const bound = generic.map((index) => index.name);
    if (b === null) this.sides.note('read entry by entry');
    return {
      left: this.sides.elaboratedIn(a.entry, bound),
      right: this.sides.elaboratedIn(other, bound),
      generic,
    };
  }

  private decide(
    a: Reading,
    operator: RelationOperator,
    b: Reading,
    at: Range,
    left: Node,
    right: Node,
    generic: readonly IndexDecl[],
    conditions: readonly Cond[] | null = null,
  ): Outcome {
    // Entries outside a matrix are 0, and a text may say so.
    const isNought = b.sort === 'index' && isZero(b.poly);
    const known = this.sides.notebook.context();
    const isRange = (name: string): boolean =>
      a.sort !== 'index' || b.sort !== 'index' || this.sides.notebook.indices.get(name)?.declared === true;
    const letters = known.indices.map((index) =>
      isRange(index.name) ? index : { ...index, lo: null, hi: null },
    );
    const stated: Context = {
      ...known,
      indices: [
        ...letters.filter((index) => !generic.some((g) => g.name === index.name)),
        ...generic.map((g) => this.sides.notebook.resolvedIndex(g)),
      ],
    };
    const context = withConditions(stated, [
      ...(isNought ? [] : this.presupposed(left)),
      ...(conditions ?? []),
      ...this.declaredRanges(generic),
    ]);
    const claim: ClaimReading = {
      name: null,
      left: a,
      operator,
      right: b,
      at,
      leftNode: left,
      rightNode: right,
    };
    const outside = isNought ? null : this.outsideAtLeft(left);
    if (outside !== null) return { verdict: outside };
    if (operator === '=' && conditions === null) {
      // What the text leaves open, or what it has in mind, is cheaper to see than a counterexample is to find.
      const early = this.valuesMissing(claim) ?? impliedSizes(this.sides, context, claim);
      // What is true of all values needs none; that it is so outside of a tensor may be what the text has to say.
      const proved = early?.verdict === 'unknown' ? this.judged(context, claim) : null;
      if (proved?.verdict === 'proved' && !proved.message.includes(zerosOutside)) return { verdict: proved };
      if (early !== null) return { verdict: early };
    }
    const { options } = this.sides.setting;
    const said =
      operator === '=' && this.isNumeric(a) && this.isNumeric(b)
        ? asSaid(this.sides, context.env, claim)
        : null;
    if (said !== null) {
      this.sides.note(
        `read as ${inWords[this.sides.setting.operation ?? 'correlation']}, as the sentence says`,
      );
      return { verdict: judge(context, said, options) };
    }
    const verdict = this.judged(context, claim);
    if (operator === '!=' || verdict.verdict === 'proved' || verdict.verdict === 'unknown')
      return { verdict };
    const nearly =
      verdict.verdict === 'refuted' && operator === '=' ? rounded(context, claim, options) : null;
    if (nearly !== null) return { verdict: nearly };
    if (a.sort === 'index' && b.sort === 'index') {
      const free = namesOf(a.poly).size > 0 || namesOf(b.poly).size > 0;
      const name = nameOf(left);
      const { notebook, setting } = this.sides;
      const stands = name !== null && notebook.aliases.has(name);
      // A number for what depends on sizes that have none yet: these may be given in words.
      const valued = isConstant(b.poly) && namesOf(a.poly).size > 0;
      const open =
        !(setting.assuming && stands && !valued) &&
        !(operator === '=' && (isOtherExtent(this.sides, name, b.poly) || this.holdsNever(claim))) &&
        !(orders.has(operator) && setting.concluded && this.speaksOfRanges([left, right]));
      const own = [left, right].map(nameOf).find((each) => each !== null && notebook.aliases.has(each));
      const bound = orders.has(operator) && own != null ? boundOf(this.sides, claim, own) : null;
      if (verdict.verdict === 'refuted' && bound !== null) return { verdict: bound };
      if (verdict.verdict === 'refuted' && free && open)
        return {
          ...(stands && operator === '=' && !setting.assuming
            ? { notebook: notebook.withTwofold(name) }
            : {}),
          verdict: {
            verdict: 'unknown',
            message: 'not an identity; whether it is meant as a condition or under one is not clear',
          },
        };
    }
    if (valuedInWords(this.sides.notebook, claim))
      return { verdict: undecided('the sizes of which it is true may be given in words') };
    const unread = restsOnUnread(this.sides.notebook, claim);
    if (unread !== null) return { verdict: unread };
    const settled = this.otherwise(context, claim, verdict);
    if (settled.verdict.verdict !== 'refuted') return { verdict: settled.verdict, ...this.withUnset(left) };
    const unranged = conditions === null ? generic.find(({ lo }) => lo === null) : undefined;
    if (unranged !== undefined)
      return { verdict: undecided(`what ${unranged.name} ranges over is not stated here`) };
    const { counterexample } = settled.verdict;
    const names = generic.map((index) => index.name);
    // The left side says which subscripts it speaks of; what was computed is read as it was found to be meant.
    const fixed: readonly Side[] = [
      ...(generic.length > 0 || this.sides.setting.follows ? (['left'] as const) : []),
      ...(settled.computed === undefined ? [] : [settled.computed]),
      ...calculated(claim),
    ];
    const question = questionOf(this.sides, context, settled.claim ?? claim, counterexample, {
      generic: names,
      settled: fixed,
    });
    return { verdict: settled.verdict, question };
  }

  /** The ranges that comments declare for names that stand for every subscript: the claim is for these subscripts alone. */
  private declaredRanges(generic: readonly IndexDecl[]): readonly Cond[] {
    const { notebook } = this.sides;
    return generic.flatMap(({ name }) => {
      const letter = notebook.indices.get(name);
      return letter?.declared === true ? insideShape([notebook.resolvedIndex(letter)], [variable(name)]) : [];
    });
  }

  /**
   * The verdict where all that the text speaks of has entries. What is false of indices is false, if possible, at indices
   * that it speaks of.
   */
  private judged(context: Context, claim: ClaimReading): Verdict {
    const { options } = this.sides.setting;
    const where = (known: Context): Verdict =>
      whereEntriesAre(known, claim, judge(known, claim, options), options);
    const verdict = where(context);
    if (claim.left.sort !== 'index' || claim.right.sort !== 'index' || verdict.verdict !== 'refuted')
      return verdict;
    const within = where({ ...context, indices: this.sides.notebook.context().indices });
    return within.verdict === 'refuted' || orders.has(claim.operator) ? within : verdict;
  }

  /** `I + 2 = I + 1`: no condition on sizes. */
  private holdsNever({ left, right, leftNode, rightNode }: ClaimReading): boolean {
    if (left.sort !== 'index' || right.sort !== 'index') return false;
    const { aliases } = this.sides.notebook;
    const difference = sub(left.poly, right.poly);
    const names = [leftNode, rightNode].flatMap((node) => [...namesIn(node)]);
    return isConstant(difference) && !isZero(difference) && !names.some((name) => aliases.has(name));
  }

  /** Whether there are indices in formulas, and the text says what all of them range over. */
  private speaksOfRanges(nodes: readonly Node[]): boolean {
    const letters = nodes.flatMap((node) => [...namesIn(node)]).filter((name) => this.sides.isLetter(name));
    return letters.length > 0 && letters.every((name) => this.sides.isRanged(name));
  }

  /** `x_{31}` of a 2×3 matrix: there is no such entry. */
  private outsideAtLeft(left: Node): Verdict | null {
    const conds = this.presupposed(left);
    if (conds.length === 0 || satisfiable([...this.sides.notebook.assumed(), ...conds])) return null;
    if (this.sides.setting.introduced)
      return undecided(
        `${printNode(this.sides.native(left))} is outside its matrix, which is continued here`,
      );
    return { verdict: 'ill-formed', message: `${printNode(this.sides.native(left))} is outside its matrix` };
  }

  /** An entry at fixed subscripts, `y_{4,1}`, is spoken of only where it exists. */
  private presupposed(left: Node): readonly Cond[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.sides.shapeOfKnown(owner);
    if (shape === null || left.tag !== 'subscript') return [];
    const subscripts = splitSubscripts(left.subscripts, shape.length);
    if (subscripts.length !== shape.length) return [];
    return subscripts.flatMap((node, d) => {
      const fixed = node.tag === 'number' || (node.tag === 'name' && this.sides.isFixed(node.name));
      return fixed ? insideShape([shape[d] as Dim], [this.sides.index(node)]) : [];
    });
  }

  /** Before anything is called false: other readings, particular sizes, values that the text does not give. */
  private otherwise(context: Context, claim: ClaimReading, verdict: Verdict): Settled {
    const { left, right } = claim;
    const unset = this.unsetAtLeft(claim.leftNode);
    if (unset !== null)
      return { verdict: undecided(`the text has not said what ${unset} is; perhaps this does`) };
    if (this.shadowed(claim.leftNode))
      return { verdict: undecided('an index of the left side stands for something else here') };
    if (left.sort === 'tensor' && right.sort === 'tensor' && this.isNumeric(left))
      return numericReadings(this.sides, context, claim, verdict);
    return { verdict: this.otherMeaning(context, claim, verdict) };
  }

  private isNumeric(reading: Reading): boolean {
    return reading.sort !== 'index' && freeTensors(this.sides.notebook, reading.term).length === 0;
  }

  private otherMeaning(context: Context, claim: ClaimReading, verdict: Verdict): Verdict {
    const { left, right } = claim;
    const closed = [left, right].some(
      (r) =>
        r.sort === 'scalar' &&
        freeTensors(this.sides.notebook, r.term).length === 0 &&
        r.term.tag === 'entry',
    );
    if (closed && Object.keys(verdict.counterexample?.sizes ?? {}).length > 0)
      return undecided('a formula for all sizes beside particular numbers');
    return (
      inOtherLayout(this.sides.notebook, this.sides.setting, context, claim) ??
      withFullPadding(this.sides.setting, context, claim) ??
      withUnitSteps(this.sides.notebook, this.sides.setting, context, claim) ??
      this.openShape(context, claim) ??
      particularSizes(this.sides, context, claim) ??
      otherConvention(this.sides, claim) ??
      verdict
    );
  }

  /** Numbers on one side, and on the other tensors of which the text gives no values. */
  private valuesMissing({ left, right }: ClaimReading): Verdict | null {
    const [a, b] = [left, right].map((r) =>
      r.sort === 'index' ? [] : freeTensors(this.sides.notebook, r.term),
    ) as [string[], string[]];
    const valued = left.sort !== 'index' && right.sort !== 'index' && (a.length === 0) !== (b.length === 0);
    const numberBeside =
      left.sort === 'scalar' && right.sort === 'index'
        ? a
        : left.sort === 'index' && right.sort === 'scalar'
          ? b
          : [];
    if (valued || numberBeside.length > 0)
      return undecided(`the text does not give the values of ${[...a, ...b].join(', ')}`);
    return null;
  }

  /** The tensor at the left of which nothing is known yet but its shape. */
  private unsetAtLeft(left: Node): string | null {
    if (this.sides.setting.follows) return null;
    const name = nameOf(left) ?? entryName(left) ?? this.sides.compound(left);
    const known = name === null ? null : this.sides.notebook.tensor(name);
    return known !== null && known.definition === null ? known.name : null;
  }

  /** What an equation says of entries that the text has not defined restricts what they are. */
  private withUnset(left: Node): Partial<Outcome> {
    const fact = this.sides.notebook.tensor(this.unsetAtLeft(left) ?? '');
    if (fact === null || entryName(left) === null) return {};
    return { notebook: this.sides.notebook.withTensor({ ...fact, unread: true }) };
  }

  /** Whether a subscript at the left is a name that the text lets stand for another expression. */
  private shadowed(left: Node): boolean {
    if (left.tag !== 'subscript') return false;
    return left.subscripts
      .flatMap((s) => [...namesIn(s)])
      .some((name) => this.sides.notebook.aliases.has(name) && !this.sides.isFixed(name));
  }

  /** `Y = [y_{kl}]_{K \\times L}` left K and L open: an equation of Y may say what they are. */
  private openShape(context: Context, claim: ClaimReading): Verdict | null {
    const { left, right } = claim;
    if (left.sort !== 'tensor' || right.sort !== 'tensor') return null;
    const [a, b] = [shapeOf(context.env, left.term), shapeOf(context.env, right.term)];
    const open = a.flatMap((dim, d) => {
      const other = b[d];
      if (other === undefined || equal(dim.hi, other.hi)) return [];
      const bare = [dim.hi, other.hi].some(
        (hi) => hi.terms.length === 1 && hi.terms[0]?.key !== '' && hi.terms[0]?.coef === 1n,
      );
      return bare ? [equals(extent(dim), extent(other))] : [];
    });
    if (open.length === 0 || left.term.tag !== 'tensor') return null;
    if (this.sides.notebook.tensor(left.term.name)?.made) return null;
    const verdict = judge(
      { ...context, assumptions: [...context.assumptions, ...open] },
      claim,
      this.sides.setting.options,
    );
    if (verdict.verdict === 'proved')
      return { ...verdict, message: `${verdict.message}, with ${open.map(showCond).join(' and ')}` };
    return verdict.verdict === 'refuted'
      ? null
      : undecided('the shapes of the two sides are not known to agree');
  }
}

/** The context with conditions besides, but for those that follow from it: they would only lengthen the search. */
function withConditions(context: Context, conditions: readonly Cond[]): Context {
  const names = new Set(conditions.flatMap((cond) => [...namesOfCond(cond)]));
  const before = hypotheses(context, names);
  const more = conditions.filter((cond) => entails(before, cond) === null);
  return { ...context, assumptions: [...context.assumptions, ...more] };
}
