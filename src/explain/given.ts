// What a theorem is about, as a person says it first: the tensors and functions of its claim, what is assumed of their
// sizes, and what is defined by what.

import { Scope, Search } from '../prove/scope.js';
import { always, type Cond, namesOfCond, showCond } from '../term/cond.js';
import type { Context } from '../term/context.js';
import type { Reach, TensorDecl } from '../term/env.js';
import { allParts } from '../term/parts.js';
import { equal, namesOf, numerator, one, type Poly, scale, show, sub, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { add, entry, mul, rangeConds, type Scalar, type Term, tensor } from '../term/term.js';
import type { Formula, Given } from './captions.js';
import type { Derivation } from './derive.js';
import type { Latex } from './latex.js';
import { latexCond, latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';
import { tidy } from './tidy.js';

/** The things that a claim and the definitions behind it speak of, in the order of their declaration, and what is assumed. */
export interface Setting {
  readonly things: readonly Given[];
  readonly conds: readonly Formula[];
  /** What the indices run over that the claim, or what is assumed, speaks of. */
  readonly ranges: Defined['at'];
  readonly defined: readonly Defined[];
}

/** What a tensor or an entry is, with the subscripts that it is so for; those of a recurrence have no end. */
interface Defined {
  readonly left: Term;
  readonly right: Term;
  readonly at: readonly { readonly name: string; readonly lo: Poly; readonly hi: Poly | null }[];
}

/** What two sides and the definitions behind them speak of, with what is assumed of that. */
interface Spoken {
  readonly tensors: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly conds: readonly Cond[];
  /** Sizes and indices: free in the sides, or in the shapes of tensors, or in what is assumed. */
  readonly names: ReadonlySet<string>;
}

export function spokenOf({ env, assumptions }: Context, left: Term, right: Term): Spoken {
  const names = new Set<string>();
  const functions = new Set<string>();
  const visit = (term: Term): void => {
    for (const part of allParts(term)) if (part.tag === 'apply') functions.add(part.fn);
    tensorsIn(term, (part) => {
      if (part.tag !== 'tensor' || names.has(part.name)) return;
      names.add(part.name);
      const body = env.tensors.get(part.name)?.definition?.body;
      if (body !== undefined) visit(body);
    });
  };
  visit(left);
  visit(right);
  const sizes = [...names].flatMap((name) =>
    (env.tensors.get(name)?.dims ?? []).flatMap(({ lo, hi }) =>
      [lo, hi].flatMap((bound) => (bound === null ? [] : [...namesOf(bound)])),
    ),
  );
  const free = new Set([...freeNames(left), ...freeNames(right)]);
  const conds = about(new Set([...sizes, ...free]), assumptions);
  const said = conds.flatMap((cond) => [...namesOfCond(cond)]);
  return { tensors: names, functions, conds, names: new Set([...sizes, ...free, ...said]) };
}

export function givenOf({ context, left, right }: Derivation, latex: Latex): Setting {
  const { env } = context;
  const { tensors: names, functions, conds, names: said } = spokenOf(context, left, right);
  const tensors = [...env.tensors.values()].filter(
    ({ name, definition }) => names.has(name) && definition === null,
  );
  return {
    things: [
      ...tensors.flatMap((decl) => thing(decl, latex)),
      ...[...env.functions.keys()]
        .filter((name) => functions.has(name))
        .map(
          (name): Given => ({
            kind: 'function',
            name: { latex: latexName(name), native: name },
            shape: null,
          }),
        ),
    ],
    conds: conds.map((cond) => ({ latex: latexCond(cond), native: showCond(cond) })),
    ranges: context.indices.flatMap(({ name, lo, hi }) =>
      lo !== null && said.has(name) ? [{ name, lo, hi }] : [],
    ),
    defined: [...env.tensors.values()].flatMap((decl) =>
      names.has(decl.name) ? definition(context, decl) : [],
    ),
  };
}

/** The assumptions on names, and on what others of these bring in. */
function about(names: ReadonlySet<string>, assumptions: readonly Cond[]): readonly Cond[] {
  const speaksOf = (known: ReadonlySet<string>) => (cond: Cond) =>
    [...namesOfCond(cond)].some((name) => known.has(name));
  const found = assumptions.filter(speaksOf(names));
  const more = new Set([...names, ...found.flatMap((cond) => [...namesOfCond(cond)])]);
  return more.size === names.size ? found : about(more, assumptions);
}

/** `y_<k> = …` for 1 ≤ k ≤ K. */
function definition(context: Context, { name, dims, definition: given }: TensorDecl): Setting['defined'] {
  if (given === null) return [];
  const { indices, body, along } = given;
  const at = indices.flatMap((index, d) => {
    const { lo, hi } = dims[d] ?? { lo: null, hi: null };
    if (lo === null || hi === null) return [];
    // Another range that is declared for the letter is that of the claim.
    const said = context.indices.find(({ name: letter }) => letter === index);
    const isOther =
      said !== undefined &&
      (said.lo === null || said.hi === null || !equal(said.lo, lo) || !equal(said.hi, hi));
    return isOther ? [] : [{ name: index, lo, hi }];
  });
  const left = entry(tensor(name), indices.map(variable));
  const isWhole =
    body.tag === 'entry' &&
    body.tensor.tag !== 'tensor' &&
    body.at.every((subscript, d) => equal(subscript, variable(indices[d] ?? '')));
  if (isWhole && body.at.length === indices.length)
    return [{ left: tensor(name), right: body.tensor, at: [] }];
  if (along !== null) return recurrence(name, indices, along, body, at);
  const hyps = [...context.assumptions, ...rangeConds(at)];
  return [
    { left, right: tidy(new Scope(context.env, hyps, new Search(Date.now() + 1000, 1000)), body).to, at },
  ];
}

/** `y_<0> = x`, and `y_<l> = …` for l ≥ 1: the values with which a recurrence begins, and how it goes on. */
function recurrence(
  name: string,
  indices: readonly string[],
  along: number,
  body: Scalar,
  at: Defined['at'],
): Setting['defined'] {
  const grows = indices[along] as string;
  const others = at.filter((range) => range.name !== grows);
  return (body.tag === 'add' ? body.args : [body]).map((part): Defined => {
    const [bracket, ...rest] = part.tag === 'mul' ? part.args : [];
    const cond = bracket?.tag === 'iverson' ? bracket.cond : always;
    const from = 'form' in cond ? firstOf(cond.form, grows) : null;
    const place = from !== null && cond.tag === 'eq' ? from : variable(grows);
    const right = withoutOnes(from === null ? part : mul(rest));
    return {
      left: entry(
        tensor(name),
        indices.map((index) => (index === grows ? place : variable(index))),
      ),
      right: substScalar(right, new Map([[grows, place]])),
      at: from === null ? at : cond.tag === 'eq' ? others : [...others, { name: grows, lo: from, hi: null }],
    };
  });
}

/** n of l = n, and of l ≥ n. */
function firstOf(form: Poly, name: string): Poly {
  return sub(variable(name), scale(form, numerator(form, name)));
}

/** Without factors 1. */
function withoutOnes(term: Scalar): Scalar {
  if (term.tag === 'add') return add(term.args.map(withoutOnes));
  if (term.tag !== 'mul') return term;
  const isOne = (factor: Scalar): boolean => factor.tag === 'value' && equal(factor.value, one);
  return mul(term.args.map(withoutOnes).filter((factor) => !isOne(factor)));
}

/** A tensor with its shape, where its subscripts begin at 1 and end at a size. */
function thing({ name, dims }: TensorDecl, latex: Latex): readonly Given[] {
  const named = { latex: latex.matrix(name), native: name };
  if (dims.length === 0) return [{ kind: 'number', name: named, shape: null }];
  if (dims.some((dim) => !isCounted(dim))) {
    const isSequence = dims.length === 1 && dims[0]?.hi === null;
    return isSequence
      ? [{ kind: 'sequence', name: { latex: latexName(name), native: name }, shape: null }]
      : [{ kind: 'tensor', name: named, shape: null }];
  }
  const sizes = dims.flatMap(({ hi }) => hi ?? []);
  const shape = {
    latex: sizes.map(latexIndex).join(' \\times '),
    native: sizes.map(show).join(' x '),
  };
  return [{ kind: (['vector', 'matrix'] as const)[dims.length - 1] ?? 'tensor', name: named, shape }];
}

function isCounted({ lo, hi }: Reach): boolean {
  return lo !== null && hi !== null && equal(lo, one);
}
