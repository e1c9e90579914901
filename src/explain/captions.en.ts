// Derivations in English.

import type { Captions, Formula, Given, Piece } from './captions.js';

/** Formulas with commas between. */
function listed(formulas: readonly Formula[]): readonly Piece[] {
  return formulas.flatMap((formula, i) => (i === 0 ? [formula] : [', ', formula]));
}

/** `a, b and c` */
function enumerated(parts: readonly (readonly Piece[])[]): readonly Piece[] {
  return parts.flatMap((part, i) => [...(i === 0 ? [] : [i === parts.length - 1 ? ' and ' : ', ']), ...part]);
}

/** `the M × N matrix W` */
function named({ kind, name, shape }: Given): readonly Piece[] {
  if (shape === null) return [`the ${kind} `, name];
  return kind === 'vector'
    ? ['the vector ', name, ' of ', shape, ' entries']
    : ['the ', shape, ` ${kind} `, name];
}

/** At what sizes and indices, if there are any. */
function forThese(values: readonly Formula[]): readonly Piece[] {
  return values.length === 0 ? [] : [', for ', ...listed(values)];
}

export const captions: Captions = {
  rules: {
    definition: (_, { defined }) =>
      defined === '' ? ['the entries of the matrix'] : ['definition of ', defined],
    substitution: ({ outside }, { lets, back }) => [
      ...(lets.length + back.length === 0
        ? ['with other indices']
        : ['with ', ...listed(lets.length > 0 ? lets : back)]),
      ...(outside ? ['; entries outside are 0'] : []),
    ],
    single: ({ op }, { lets }) => {
      if (op !== 'sum')
        return lets.length === 0 ? ['only one is left'] : ['only ', ...listed(lets), ' is left'];
      return lets.length === 0
        ? ['all other summands are 0']
        : ['only the summand with ', ...listed(lets), ' is left'];
    },
    spread: () => ['as a sum with a single summand'],
    end: ({ part }) => [
      part === 'none'
        ? 'an empty range'
        : part === 'last'
          ? 'the last term by itself'
          : 'the first term by itself',
    ],
    order: ({ op }) => [
      `order of ${{ sum: 'summation', prod: 'the products', max: 'the maxima', min: 'the minima' }[op]} exchanged`,
    ],
    nest: ({ op }) => [
      `one ${{ sum: 'sum', prod: 'product', max: 'maximum', min: 'minimum' }[op]} for all indices`,
    ],
    range: () => ['by the ranges of the indices'],
    distribute: () => ['distributive law'],
    split: () => ['the range is split'],
    conditions: () => ['by what the brackets say together'],
    empty: () => ['no index satisfies the condition'],
    zero: () => ['entries outside a tensor are 0'],
    subscripts: () => ['the index expressions are equal'],
    algebra: () => ['terms rearranged'],
    'chain-rule': () => ['chain rule'],
    differentiate: ({ rule }) => [
      {
        sum: 'the derivative of a sum',
        product: 'product rule',
        power: 'power rule',
        entry: 'an entry by itself has the derivative 1',
        constant: 'what does not depend on it has the derivative 0',
        several: 'differentiated term by term',
      }[rule],
    ],
    'closed-form': () => ['sum of a polynomial'],
    hypothesis: () => ['induction hypothesis'],
    largest: () => ['the maximum changes with its largest entry alone, where no other is as large'],
    maximum: () => ['a common term or factor taken out of the maximum'],
    line: (_, { back }) =>
      back.length === 0 ? ['another variable'] : ['with ', ...listed(back), ', on the whole line'],
    'line-order': () => ['order of integration exchanged, for functions of bounded support'],
    'written-out': () => ['written out'],
    number: () => ['the values of the entries'],
    compute: () => ['computed'],
    reciprocal: () => ['a size times its reciprocal is 1'],
    cases: () => ['by cases'],
    induction: () => ['by induction'],
    entries: () => ['entry by entry'],
    instance: () => ['as shown below'],
    again: () => ['likewise'],
    abbreviation: () => ['as shown below'],
    absurd: () => ['nothing satisfies the conditions'],
  },
  operations: {
    '*': 'the correlation',
    '(*)': 'the convolution',
    full: 'the full convolution',
    rot180: 'the half turn',
    rot90: 'the quarter turn',
    rot270: 'the quarter turn the other way',
    transpose: 'the transpose',
    pad: 'padding',
    crop: 'cropping',
    stride: 'the stride',
    dilate: 'dilation',
    sumpool: 'sum pooling',
    meanpool: 'mean pooling',
    maxpool: 'max pooling',
    minpool: 'min pooling',
    plus: 'the sum of tensors',
    '.*': 'the product of entries',
    scale: 'the multiple',
    offset: 'the sum with a number',
    '@': 'the matrix product',
  },
  cases: { when: 'if', otherwise: 'otherwise' },
  phrases: {
    declared: 'Declared, in native notation',
    given: (things, conds) => {
      const assumed = enumerated(conds.map((cond) => [cond]));
      if (things.length === 0) return ['It is assumed that ', ...assumed, '.'];
      const verb = things.length === 1 ? 'Given is ' : 'Given are ';
      return [
        verb,
        ...enumerated(things.map(named)),
        ...(conds.length === 0 ? [] : [', where ', ...assumed]),
        '.',
      ];
    },
    define: (ranges) => (ranges.length === 0 ? ['Let'] : ['Let, for ', ...listed(ranges), ',']),
    toShow: (ranges) => (ranges.length === 0 ? ['To show:'] : ['To show, for ', ...listed(ranges), ':']),
    supposed: {
      argmax: ['It is supposed that no maximum is attained twice.'],
      fubini: ['The functions are supposed to have bounded support.'],
    },
    refuted: (general) => [`The two sides are not equal${general ? '. In general' : ':'}`],
    agree: ['This is false: the two sides are always equal.'],
    counterexample: 'A counterexample',
    repair: 'What holds',
    undecided: (why) => [`This was not decided: ${why}`],
    arithmetic: ['This follows from the assumptions.'],
    notSo: ['This is false:'],
    repaired: (general) => [general ? 'What holds for all sizes is' : 'What holds is'],
    take: (values) => ['Take ', ...listed(values), '.'],
    stands: (fn, by) => ['For ', fn, ' take ', by, '.'],
    leftSide: (taken) => [`The left side is${taken ? ' then' : ''}`],
    rightSide: (taken) => [`The right side is${taken ? ' then' : ''}`],
    sides: (left, right) => ['The left side is ', left, ', the right side is ', right, '.'],
    leftAlone: (term) => ['The left side has ', term, ', the right side has not.'],
    rightAlone: (term) => ['The right side has ', term, ', the left side has not.'],
    terms: (left, right) => ['The left side has ', left, ', the right side has ', right, '.'],
    shapes: (left, right) => [
      'The sides differ in shape: the left one is ',
      left,
      ', the right one is ',
      right,
      '.',
    ],
    leftUses: (values) => ['What the left side is made of', ...forThese(values)],
    rightUses: (values) => ['What the right side is made of', ...forThese(values)],
    entries: (ranges) => ['Both sides have the same shape. Entry by entry, for ', ...listed(ranges), ':'],
    cell: (at) => ['The entry at ', at, ':'],
    induction: (name) => ['By induction on ', name, '.'],
    base: (at) => ['Base. For ', at, ':'],
    step: (range) => ['Step. If it holds for all smaller numbers, then for ', range, ':'],
    lemma: (conds) =>
      conds.length === 0 ? ['It remains to show:'] : ['It remains to show, for ', ...listed(conds), ':'],
    holds: (conds) => ['If ', conds, ':'],
    fails: (conds) => ['If ', conds, ':'],
    same: (side) => ['Both sides are ', side, '.'],
  },
};
