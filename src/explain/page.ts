// The page that a derivation is: headings, sentences and chains of formulas, before any format.

import type { RelationOperator } from '../../grammar/tree.js';
import type { Counterexample } from '../prove/counterexample.js';
import { supposingRules } from '../prove/verdict.js';
import { type Cond, condKey, namesOfCond, showCond } from '../term/cond.js';
import type { Env } from '../term/env.js';
import { add, integerValue, namesOf, type Poly, show, sub, variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, isTensor, type Term } from '../term/term.js';
import { type Captions, type Formula, languages, type Piece } from './captions.js';
import type { Chain, DerivedLine, Part } from './derivation.js';
import type { Derivation } from './derive.js';
import { displays } from './displays.js';
import { givenOf } from './given.js';
import { Latex } from './latex.js';
import { latexCond, latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';
import type { Lang } from './names.js';
import { formulaOf, letting, noteOf } from './note.js';
import { type Picture, pictureOf, resultGrid } from './picture.js';
import { apart, marked, pointed, shapesApart } from './pointed.js';
import type { Worked } from './worked.js';

export type Block =
  /** The name of a theorem, or above a section of its derivation. */
  | { readonly tag: 'heading'; readonly text: string; readonly depth: 1 | 2 }
  /** What is declared, for programs that read the page again, and where no sentence says the same for people. */
  | {
      readonly tag: 'context';
      readonly statements: readonly string[];
      /** Whether a sentence says the same. */
      readonly said: boolean;
    }
  | { readonly tag: 'sentence'; readonly pieces: readonly Piece[] }
  | { readonly tag: 'chain'; readonly left: Formula; readonly rows: readonly Row[] }
  /** Matrices with the entries marked that a formula uses, and what is said of them. */
  | {
      readonly tag: 'picture';
      readonly picture: Picture;
      readonly names: readonly Formula[];
      readonly caption: readonly Piece[];
    }
  /** Blocks that belong together: what is given, what is claimed, and what a derivation rests on. */
  | { readonly tag: 'part'; readonly role: Role; readonly blocks: readonly Block[] };

export type Role = 'given' | 'claim' | Part['role'];

/** A block of a page that is written from top to bottom, as text. */
export type FlatBlock = Exclude<Block, { tag: 'part' | 'picture' }>;

/** The blocks of a page and of its parts, in order, without pictures. */
export function flat(page: readonly Block[]): readonly FlatBlock[] {
  return page.flatMap((block) => {
    if (block.tag === 'picture') return [];
    return block.tag === 'part' ? flat(block.blocks) : [block];
  });
}

/** What a formula is equal to, or stands in another relation to, and why. */
export interface Row {
  readonly sign: Formula;
  readonly to: Formula;
  readonly note: readonly Piece[];
}

const equals: Formula = { latex: '=', native: '=' };
const differs: Formula = { latex: '\\ne', native: '!=' };
/** Signs that LaTeX writes in another way. */
const latexSigns: Readonly<Partial<Record<RelationOperator, string>>> = { '<=': '\\le', '>=': '\\ge' };

function signOf(operator: RelationOperator): Formula {
  return { latex: latexSigns[operator] ?? operator, native: operator };
}

const nothing: Formula = { latex: '', native: '' };

function sentence(pieces: readonly Piece[]): Block {
  return { tag: 'sentence', pieces };
}

/** The blocks of the page of one derivation; with pictures for formats that can show them. */
export function pageOf(derivation: Derivation, lang: Lang, withPictures = false): readonly Block[] {
  return new Page(derivation, languages[lang], withPictures).blocks();
}

class Page {
  readonly #latex: Latex;

  constructor(
    readonly derivation: Derivation,
    readonly captions: Captions,
    readonly withPictures: boolean,
  ) {
    this.#latex = new Latex(derivation.context.env, captions.cases);
  }

  blocks(): readonly Block[] {
    const { name, statements } = this.derivation;
    return [
      ...(name === null ? [] : [{ tag: 'heading', text: name, depth: 1 } as const]),
      { tag: 'context', statements, said: false },
      ...this.#given(),
      ...this.#claim(),
      ...this.#reasoning(this.derivation),
    ];
  }

  /** What the claim is about, in words. */
  #given(): readonly Block[] {
    const { phrases } = this.captions;
    const { things, conds, defined } = givenOf(this.derivation, this.#latex);
    const blocks = [
      ...(things.length + conds.length === 0 ? [] : [sentence(phrases.given(things, conds))]),
      ...defined.flatMap(({ left, right, at }) => [
        sentence(phrases.define(at.map(rangeOf))),
        this.#equation([left, right]),
      ]),
    ];
    return blocks.length === 0 ? [] : [{ tag: 'part', role: 'given', blocks }];
  }

  /** What is claimed; of what is false, that it is not so. */
  #claim(): readonly Block[] {
    const { phrases } = this.captions;
    const { left, right, claim, verdict } = this.derivation;
    const { ranges } = givenOf(this.derivation, this.#latex);
    const { operator } = claim;
    const isFalse = verdict.verdict === 'refuted';
    const isEquation = operator === '=' || operator === '!=';
    const sign = isEquation ? ((operator === '!=') === isFalse ? equals : differs) : signOf(operator);
    const denial =
      operator === '!=' ? phrases.agree : isEquation ? phrases.refuted(this.#isGeneral()) : phrases.notSo;
    const blocks: readonly Block[] = [
      ...this.#supposed(),
      sentence(isFalse ? denial : phrases.toShow(ranges.map(rangeOf))),
      { tag: 'chain', left: this.#term(left), rows: [{ sign, to: this.#term(right), note: [] }] },
    ];
    return [{ tag: 'part', role: 'claim', blocks }];
  }

  /** What the rules of the proof suppose of functions and entries. */
  #supposed(): readonly Block[] {
    const { proof } = this.derivation.verdict;
    const { supposed } = this.captions.phrases;
    return (proof === undefined ? [] : supposingRules(proof)).flatMap((rule) =>
      rule === 'argmax' || rule === 'fubini' ? [sentence(supposed[rule])] : [],
    );
  }

  /** Whether the claim is about more than numbers. */
  #isGeneral(): boolean {
    const { things, ranges } = givenOf(this.derivation, this.#latex);
    const { left, right } = this.derivation;
    return things.length + ranges.length + freeNames(left).size + freeNames(right).size > 0;
  }

  #reasoning({ chain, worked, repaired, verdict }: Derivation): readonly Block[] {
    const { phrases } = this.captions;
    if (this.derivation.claim.operator === '!=' && repaired !== null) return this.#reasoning(repaired);
    if (chain !== null) return [...this.#sidePictures(chain), ...this.#chain(chain)];
    const found = verdict.counterexample ?? verdict.example;
    if (worked === null || found === undefined) {
      if (verdict.theorem?.claim.tag === 'holds') return [sentence(phrases.arithmetic)];
      if (found !== undefined) return pointed(found, this.captions);
      const { context, left, right } = this.derivation;
      const ofTensors = verdict.theorem?.claim.tag === 'differ' && isTensor(left) && isTensor(right);
      if (ofTensors) return shapesApart(context.env, left, right, this.captions);
      const why = /^not decided: (.*)$/su.exec(verdict.message)?.[1];
      return [sentence(why === undefined ? [verdict.message] : phrases.undecided(why))];
    }
    if (repaired === null) return this.#example(worked, found);
    // What is assumed for the example ends with its section.
    return [
      { tag: 'heading', text: phrases.counterexample, depth: 2 },
      ...this.#example(worked, found),
      { tag: 'heading', text: phrases.repair, depth: 2 },
      sentence(phrases.repaired(this.#isGeneral())),
      {
        tag: 'chain',
        left: this.#term(repaired.left),
        rows: [{ sign: signOf(repaired.claim.operator), to: this.#term(repaired.right), note: [] }],
      },
      ...this.#reasoning(repaired),
    ];
  }

  #example({ assumed, tensors, sides }: Worked, found: Counterexample): readonly Block[] {
    const { phrases } = this.captions;
    const values = assumed.map(([name, value]) => ({
      latex: `${latexName(name)} = ${value}`,
      native: `${name} = ${value}`,
    }));
    const statement = `assume ${values.map(({ native }) => native).join(', ')}`;
    return [
      ...(values.length === 0
        ? []
        : [{ tag: 'context', statements: [statement], said: true } as const, sentence(phrases.take(values))]),
      ...tensors.map(({ tensor, matrix }) => this.#equation([tensor, matrix])),
      ...sides.flatMap((side, i) => {
        const which = (['left', 'right'] as const)[i] ?? 'right';
        const equation = this.#equation(side);
        return [
          sentence(phrases[which === 'left' ? 'leftSide' : 'rightSide'](values.length > 0)),
          {
            ...equation,
            rows: equation.rows.map((row, n) =>
              n === equation.rows.length - 1 ? { ...row, to: marked(row.to, found, which) } : row,
            ),
          },
        ];
      }),
      ...apart(found, this.captions),
    ];
  }

  /** Terms that are equal, one after the other. */
  #equation([first, ...rest]: readonly Term[]): Block & { readonly tag: 'chain' } {
    const rows = rest.map((term) => ({ sign: equals, to: this.#term(term), note: [] }));
    return { tag: 'chain', left: first === undefined ? nothing : this.#term(first), rows };
  }

  /** `within`: the cases in which the chain stands. */
  #chain({ left, lines }: Chain, within: readonly Cond[] = []): readonly Block[] {
    if (lines.length === 0) return [sentence(this.captions.phrases.same(this.#term(left)))];
    const parts = lines.flatMap((line) => line.parts.map((part) => ({ part, line })));
    const start = this.#term(left);
    const rows = withoutRepeats(
      start,
      lines.map((line) => ({
        sign: equals,
        to: this.#term(line.to),
        note: noteOf(line.reason, this.captions, this.#latex),
      })),
    );
    const sentences = parts.flatMap(({ part, line }, i) =>
      this.#part(part, line, parts[i - 1]?.part, within),
    );
    // What is shown by its parts alone need not be said twice.
    const isPlain =
      lines.length === 1 &&
      parts.length > 0 &&
      ['lemma', 'cell'].every((role) => parts[0]?.part.role !== role);
    return isPlain ? sentences : [...displays(start, rows), ...sentences];
  }

  #part(
    part: Part,
    { to }: DerivedLine,
    before: Part | undefined,
    within: readonly Cond[],
  ): readonly Block[] {
    const chain = [
      ...(part.role === 'lemma' ? this.#statement(part.chain) : []),
      ...(part.role === 'entries' ? this.#sidePictures(part.chain) : []),
      ...(part.role === 'cell' ? this.#cellPicture(part, to) : []),
      ...this.#chain(part.chain, 'cond' in part ? [...within, part.cond] : within),
    ];
    const induction = 'name' in part && (before === undefined || !('name' in before));
    const first: readonly Block[] = induction
      ? [sentence(this.captions.phrases.induction(nameOf(part.name)))]
      : [];
    const blocks = [
      ...(part.role === 'lemma' ? this.#newIndices(part.chain) : []),
      sentence(this.#opening(part, within)),
      ...chain,
    ];
    return [...first, { tag: 'part', role: part.role, blocks }];
  }

  /** What the first side is made of that shows something; nothing where none does. */
  #sidePictures({ env, assumed, left, lines }: Chain): readonly Block[] {
    const { phrases } = this.captions;
    const right = lines.at(-1)?.to;
    for (const [side, caption] of [
      [left, phrases.leftUses],
      [right, phrases.rightUses],
    ] as const) {
      const picture = side === undefined ? null : this.#picture(side, env, assumed);
      if (picture === null) continue;
      const values = picture.at.map(([name, value]) => ({
        latex: `${latexName(name)} = ${value}`,
        native: `${name} = ${value}`,
      }));
      return [this.#drawn(picture, caption(values))];
    }
    return [];
  }

  /** The entry of the result, and what it is computed from. */
  #cellPicture({ at, chain: { env, left } }: Part & { role: 'cell' }, result: Term): readonly Block[] {
    const picture = this.#picture(left, env, []);
    const place = at.map(integerValue).filter((subscript) => subscript !== null);
    if (picture === null || !isTensor(result)) return [];
    const grids = picture.grids.filter(({ isOutput }) => !isOutput);
    return [this.#drawn({ ...picture, grids: [resultGrid(env, result, place), ...grids] }, [])];
  }

  #picture(formula: Term, env: Env, assumed: readonly Cond[]): Picture | null {
    if (!this.withPictures || isTensor(formula)) return null;
    return pictureOf({ env, sizes: this.derivation.context.sizes, assumed }, formula);
  }

  #drawn(picture: Picture, caption: readonly Piece[]): Block {
    return {
      tag: 'picture',
      picture,
      names: picture.grids.map(({ tensor }) => (tensor.tag === 'matrix' ? nothing : this.#term(tensor))),
      caption,
    };
  }

  /** What a lemma says, where that does not begin its derivation. */
  #statement({ left, lines }: Chain): readonly Block[] {
    const last = lines.at(-1);
    if (lines.length > 1 || last === undefined || last.parts.length === 0) return [];
    const row = { sign: equals, to: this.#term(last.to), note: [] };
    return [{ tag: 'chain', left: this.#term(left), rows: [row] }];
  }

  #opening(part: Part, within: readonly Cond[]): readonly Piece[] {
    const { phrases } = this.captions;
    const cases = within.map(formulaOfCond);
    switch (part.role) {
      case 'entries':
        return phrases.entries(part.indices.map(rangeOf));
      case 'cell': {
        const list = (written: (at: Poly) => string): string => `(${part.at.map(written).join(', ')})`;
        return phrases.cell({ latex: list(latexIndex), native: list(show) });
      }
      case 'base':
        return phrases.base(together([letting({ name: part.name, is: part.at }), ...cases]));
      case 'step':
        return phrases.step(
          together([
            {
              latex: `${latexName(part.name)} \\ge ${latexIndex(part.from)}`,
              native: `${part.name} >= ${show(part.from)}`,
            },
            ...cases,
          ]),
        );
      case 'lemma':
        return phrases.lemma(this.#suppositions(part.chain).map(formulaOfCond));
      default:
        return phrases[part.role](together([...cases, formulaOfCond(part.cond)]));
    }
  }

  /** The indices of a lemma that the theorem has not, as programs read them; the sentence after it says the same. */
  #newIndices(chain: Chain): readonly Block[] {
    const known = new Set(this.derivation.context.indices.map(({ name }) => name));
    const terms = [chain.left, ...chain.lines.map(({ to }) => to)];
    const names = new Set(terms.flatMap((term) => [...freeNames(term)]));
    const conds = this.#suppositions(chain);
    const statements = [...names].flatMap((name) =>
      known.has(name) || chain.env.sizes.has(name) ? [] : [`index ${rangeUnder(conds, name)}`],
    );
    return statements.length === 0 ? [] : [{ tag: 'context', statements, said: true }];
  }

  /** What is assumed of indices where a lemma stands, beside what is declared; that sizes are positive goes without saying. */
  #suppositions({ assumed, env }: Chain): readonly Cond[] {
    const known = new Set((this.derivation.chain?.assumed ?? []).map(condKey));
    return assumed.filter(
      (cond) => !known.has(condKey(cond)) && [...namesOfCond(cond)].some((name) => !env.sizes.has(name)),
    );
  }

  #term(term: Term): Formula {
    return formulaOf(term, this.#latex);
  }
}

/** The rows without those that look like the row before: what was done there cannot be seen. One row is left in any case. */
function withoutRepeats(left: Formula, rows: readonly Row[]): readonly Row[] {
  const kept = rows.filter(({ to }, i) => to.latex !== (rows[i - 1]?.to ?? left).latex);
  return kept.length > 0 ? kept : rows.slice(0, 1);
}

/** Conditions that hold at the same time, as one formula. */
function together(conds: readonly Formula[]): Formula {
  return {
    latex: conds.map(({ latex }) => latex).join(',\\ '),
    native: conds.map(({ native }) => native).join(', '),
  };
}

function formulaOfCond(cond: Cond): Formula {
  return { latex: latexCond(cond), native: showCond(cond) };
}

function nameOf(name: string): Formula {
  return { latex: latexName(name), native: name };
}

/** `n in 0..` for n ≥ 0, `n in 1..N` for 1 ≤ n ≤ N, else the name alone. */
function rangeUnder(conds: readonly Cond[], name: string): string {
  const ends = { lo: '', hi: '' };
  for (const cond of conds) {
    if (cond.tag !== 'ge') continue;
    const bound = sub(variable(name), cond.form);
    const opposite = add(variable(name), cond.form);
    if (!namesOf(bound).has(name)) ends.lo ||= show(bound);
    else if (!namesOf(opposite).has(name)) ends.hi ||= show(opposite);
  }
  return ends.lo === '' ? name : `${name} in ${ends.lo}..${ends.hi}`;
}

/** `1 \le k \le K` */
function rangeOf({ name, lo, hi }: Omit<Binder, 'hi'> & { readonly hi: Poly | null }): Formula {
  if (hi === null)
    return { latex: `${latexName(name)} \\ge ${latexIndex(lo)}`, native: `${name} >= ${show(lo)}` };
  return {
    latex: `${latexIndex(lo)} \\le ${latexName(name)} \\le ${latexIndex(hi)}`,
    native: `${show(lo)} <= ${name} <= ${show(hi)}`,
  };
}
