// Slips in what is added up: channels, terms and factors left out, sums that end too early, a maximum for a sum.

import type { Formula } from '../../compute/formula.js';
import { constant, integerValue, add as plus, show, sub } from '../../term/poly.js';
import { showScalar } from '../../term/show.js';
import {
  add,
  type Binder,
  binder,
  mul,
  nought,
  number,
  type Reduction,
  reciprocal,
  reduce,
  type Scalar,
} from '../../term/term.js';
import { type Place, type Roles, rolesOf } from '../roles.js';
import { changed, reflected, type Slip, withSubscripts } from './slip.js';

export function* sumSlips(formula: Formula, roles: Roles): Generator<Slip> {
  yield { says: 'nothing was computed: everything is 0', formula: { ...formula, body: nought } };
  yield* channelsLost(formula, roles);
  yield* firstOnly(formula);
  yield* partsLeftOut(formula);
  yield* otherReductions(formula);
  yield* shorterSums(formula);
}

function* channelsLost(formula: Formula, { channels }: Roles): Generator<Slip> {
  for (const { binder: channel, places } of channels) {
    if (places.length < 2) continue;
    yield {
      says: `of the channels ${channel.name} only the first was taken`,
      formula: withBinder(formula, channel, { ...channel, hi: channel.lo }),
      isTold: true,
    };
    // Red for blue: whether of the input or of the kernel cannot be told.
    yield {
      says: `the channels ${channel.name} were taken in reverse order`,
      formula: reflected(formula, places[0] as Place),
      isTold: true,
    };
    for (const kernel of places) {
      const other = channelOf(formula, kernel);
      if (other === null) continue;
      yield {
        says: `input and output channels of the kernel ${kernel.tensor} were swapped`,
        formula: withSubscripts(formula, kernel.tensor, (at) =>
          at.map((s, d) => (d === kernel.dim ? at[other] : d === other ? at[kernel.dim] : undefined) ?? s),
        ),
        isTold: true,
      };
    }
  }
}

/** The dimension of the same tensor in which it has an output index alone, beside windows: the output channels. */
function channelOf(formula: Formula, { tensor, dim }: Place): number | null {
  const { axes } = rolesOf(formula);
  if (!axes.some(({ tap }) => tap?.tensor === tensor)) return null;
  let found: number | null = null;
  changed(formula.body, (part) => {
    if (part.tag === 'entry' && part.tensor.tag === 'tensor' && part.tensor.name === tensor)
      for (const [d, s] of part.at.entries()) if (d !== dim && formula.indices.includes(show(s))) found = d;
    return null;
  });
  return found;
}

function withBinder(formula: Formula, old: Binder, by: Binder): Formula {
  const body = (term: Scalar): Scalar =>
    changed(term, (part) =>
      part.tag === 'reduce' && part.binders.includes(old)
        ? reduce(
            part.op,
            part.binders.map((each) => (each === old ? binder(by.name, by.lo, by.hi) : each)),
            body(part.body),
          )
        : null,
    );
  return { ...formula, body: body(formula.body) };
}

/** The first of a batch, say, for each of them. */
function* firstOnly(formula: Formula): Generator<Slip> {
  for (const [d, index] of formula.indices.entries())
    for (const name of formula.inputs) {
      const first = formula.dims[d]?.lo ?? constant(1);
      let isUsed = false;
      const other = withSubscripts(formula, name, (at) =>
        at.map((s) => {
          if (show(s) !== index) return s;
          isUsed = true;
          return first;
        }),
      );
      if (isUsed)
        yield {
          says: `of ${name} only the entries with ${index} = ${show(first)} were read`,
          formula: other,
          isTold: true,
        };
    }
}

/** Terms of the outermost sum, and factors that are numbers. */
function* partsLeftOut(formula: Formula): Generator<Slip> {
  const { body } = formula;
  if (body.tag === 'add')
    for (const [i, term] of body.args.entries()) {
      const others = body.args.filter((_, j) => j !== i);
      const isBias = term.tag === 'entry' && term.tensor.tag === 'tensor';
      yield {
        says: `${isBias ? 'the bias' : 'the term'} ${showScalar(term)} was left out`,
        formula: { ...formula, body: add(others) },
        isTold: true,
      };
    }
  for (const factor of scalarFactors(body)) {
    const without = changed(body, (part) => {
      if (part.tag !== 'mul' || !part.args.includes(factor)) return null;
      return mul(part.args.filter((arg) => arg !== factor));
    });
    yield {
      says: `the factor ${showScalar(factor)} was left out`,
      formula: { ...formula, body: without },
      isTold: true,
    };
  }
}

function scalarFactors(body: Scalar): readonly Scalar[] {
  const found: Scalar[] = [];
  changed(body, (part) => {
    if (part.tag === 'mul')
      found.push(...part.args.filter(({ tag }) => tag === 'value' || tag === 'reciprocal'));
    return null;
  });
  return found;
}

const others: Readonly<Record<Reduction, readonly (readonly [op: Reduction, says: string])[]>> = {
  sum: [['max', 'the largest was taken, not the sum']],
  prod: [['sum', 'a sum was taken, not the product']],
  max: [
    ['min', 'the smallest was taken, not the largest'],
    ['sum', 'the sum was taken, not the largest'],
  ],
  min: [
    ['max', 'the largest was taken, not the smallest'],
    ['sum', 'the sum was taken, not the smallest'],
  ],
};

function* otherReductions(formula: Formula): Generator<Slip> {
  const used = new Set<Reduction>();
  changed(formula.body, (part) => {
    if (part.tag === 'reduce') used.add(part.op);
    return null;
  });
  for (const op of used)
    for (const [by, says] of others[op]) {
      const exchange = (term: Scalar): Scalar =>
        changed(term, (part) =>
          part.tag === 'reduce' && part.op === op ? reduce(by, part.binders, exchange(part.body)) : null,
        );
      yield { says, formula: { ...formula, body: exchange(formula.body) }, isTold: true };
    }
  const meant = { max: 'largest', min: 'smallest', sum: 'sum' } as const;
  for (const op of ['max', 'min', 'sum'] as const) {
    if (!used.has(op)) continue;
    const body = changed(formula.body, (part) =>
      part.tag === 'reduce' && part.op === op ? mean(part.binders, part.body) : null,
    );
    yield {
      says: `the mean was taken, not the ${meant[op]}`,
      formula: { ...formula, body },
      isTold: true,
    };
  }
}

function mean(binders: readonly Binder[], body: Scalar): Scalar {
  const counts = binders.map(({ lo, hi }) => {
    const count = plus(sub(hi, lo), constant(1));
    const known = integerValue(count);
    return known === null ? reciprocal(count) : number(1, known);
  });
  return mul([...counts, reduce('sum', binders, body)]);
}

/** Loops that stop at `<` where they should at `<=`, or begin at 1 where at 0. */
function* shorterSums(formula: Formula): Generator<Slip> {
  const binders: Binder[] = [];
  changed(formula.body, (part) => {
    if (part.tag === 'reduce') binders.push(...part.binders);
    return null;
  });
  const one = constant(1);
  for (const each of binders) {
    yield {
      says: `the sum over ${each.name} stops one too early`,
      formula: withBinder(formula, each, { ...each, hi: sub(each.hi, one) }),
      isTold: true,
    };
    yield {
      says: `the sum over ${each.name} begins one too late`,
      formula: withBinder(formula, each, { ...each, lo: plus(each.lo, one) }),
      isTold: true,
    };
  }
}
