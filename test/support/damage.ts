// All ways to damage a proof in one place: another rule, number, name, sign; a step dropped, doubled or exchanged.
// Terms and polynomials are rebuilt by their own constructors where these exist.

import { add as addPoly, constant, type Poly, variable } from '../../src/term/poly.js';

/** Where, what was done there, and the proof that results. */
export interface Damage {
  /** The rule of the step and the kind of damage, for choosing some of each. */
  readonly kind: string;
  readonly apply: () => unknown;
}

const ruleNames = [
  'refl',
  'sym',
  'trans',
  'inside',
  'ring',
  'index',
  'unfold',
  'zero-extension',
  'derivative',
  'partition',
  'cases',
  'absurd',
  'reindex',
  'nest',
  'extremum',
  'linear',
  'telescope',
  'reciprocal',
  'evaluate',
  'extensionality',
];

/** Other values for words with a meaning of their own. */
const exchanges: Readonly<Record<string, readonly string[]>> = {
  ge: ['eq'],
  eq: ['ge'],
  and: ['or'],
  or: ['and'],
  add: ['mul'],
  mul: ['add'],
  sum: ['prod', 'max'],
  prod: ['sum'],
  max: ['min', 'sum'],
  min: ['max'],
  farkas: ['split'],
  split: ['farkas'],
};

type Plain = Readonly<Record<string, unknown>>;

function isPoly(thing: object): thing is Poly {
  return 'den' in thing && 'terms' in thing;
}

/** Every damage of `proof`, with `names` to put in the place of others. */
export function* damages(proof: unknown, names: readonly string[]): Generator<Damage> {
  yield* visit(proof, (whole) => whole, '', '');

  function* visit(
    thing: unknown,
    rebuild: (part: unknown) => unknown,
    rule: string,
    field: string,
  ): Generator<Damage> {
    const to = (kind: string, part: () => unknown): Damage => ({
      kind: `${rule} ${kind}`,
      apply: () => rebuild(part()),
    });
    switch (typeof thing) {
      case 'bigint':
        for (const by of [1n, -1n]) yield to(`${field} ±1`, () => thing + by);
        return;
      case 'number':
        for (const by of [1, -1]) yield to(`${field} ±1`, () => thing + by);
        return;
      case 'string': {
        const others =
          field === 'rule' ? ruleNames : field === 'tag' || field === 'op' ? (exchanges[thing] ?? []) : names;
        for (const other of others) if (other !== thing) yield to(`${field} exchanged`, () => other);
        return;
      }
      case 'object':
        break;
      default:
        return;
    }
    if (thing === null) return;
    if (Array.isArray(thing)) {
      for (let i = 0; i < thing.length; i++) {
        yield to(`${field} dropped`, () => thing.filter((_, j) => j !== i));
        yield to(`${field} doubled`, () => thing.flatMap((part, j) => (j === i ? [part, part] : [part])));
        if (i > 0)
          yield to(`${field} exchanged`, () =>
            thing.map((part, j) => (j === i ? thing[i - 1] : j === i - 1 ? thing[i] : part)),
          );
        yield* visit(thing[i], (part) => rebuild(thing.map((old, j) => (j === i ? part : old))), rule, field);
      }
      return;
    }
    if (isPoly(thing)) {
      for (const by of [1n, -1n]) {
        yield to('constant ±1', () => addPoly(thing, constant(by)));
        for (const { key } of thing.terms)
          if (key !== '' && !key.includes('*'))
            yield to('coefficient ±1', () => addPoly(thing, by > 0n ? variable(key) : negative(key)));
      }
      const [first] = thing.terms.filter(({ key }) => key !== '' && !key.includes('*'));
      for (const other of names)
        if (first !== undefined && other !== first.key)
          yield to('name exchanged', () => addPoly(addPoly(thing, negative(first.key)), variable(other)));
      return;
    }
    const fields = Object.entries(thing as Plain);
    const own = 'rule' in thing ? String((thing as { rule: unknown }).rule) : rule;
    for (const [a, b] of [
      ['left', 'right'],
      ['holds', 'fails'],
      ['from', 'to'],
      ['forward', 'back'],
      ['lo', 'hi'],
      ['into', 'onto'],
      ['outer', 'inner'],
      ['atLeast', 'below'],
    ]) {
      if (a !== undefined && b !== undefined && a in thing && b in thing) {
        yield {
          kind: `${own} ${a} and ${b} exchanged`,
          apply: () => rebuild({ ...thing, [a]: (thing as Plain)[b], [b]: (thing as Plain)[a] }),
        };
      }
    }
    for (const [key, value] of fields)
      yield* visit(value, (part) => rebuild({ ...thing, [key]: part }), own, key);
  }
}

function negative(name: string): Poly {
  return { den: 1n, terms: [{ key: name, coef: -1n }] };
}
