// Stages as JavaScript. The text is made from the checked terms alone: every name in it is a letter and a number, and
// everything else is a number or an operator written here.
//
// What depends on outer indices only is computed outside: places in arrays grow from loop to loop by what the loop's
// index adds, factors are multiplied together as soon as their places are known, and an entry that is added to many
// times is kept in a variable meanwhile.

import type { Cond } from '../term/cond.js';
import { factorsOfKey, namesOf, type Poly, quotientOf } from '../term/poly.js';
import type { Reduction } from '../term/term.js';
import { affineOf } from './affine.js';
import { type Bound, type Level, levelsOf, placeOf, reachesAll } from './nest.js';
import type { Buffer, Contribution, Stage } from './program.js';

/** The name of an array in the text. */
export type ArrayName = (buffer: Buffer) => string;

/** Statements that fill the target of a stage. */
export function stageCode(stage: Stage, arrayName: ArrayName): string {
  const nests = stage.contributions.map((contribution) => new Nest(stage, contribution, arrayName));
  const first = nests.find((nest) => nest.reachesAll);
  if (first === undefined) {
    const fill = `${arrayName(stage.target)}.fill(${nothing[stage.op]});\n`;
    return fill + nests.map((nest) => nest.code(false)).join('');
  }
  const others = nests.filter((nest) => nest !== first);
  return first.code(true) + others.map((nest) => nest.code(false)).join('');
}

const nothing: Readonly<Record<Reduction, string>> = {
  sum: '0',
  prod: '1',
  max: '-Infinity',
  min: 'Infinity',
};

function joined(op: Reduction, a: string, b: string): string {
  switch (op) {
    case 'sum':
      return `${a} + ${b}`;
    case 'prod':
      return `${a} * ${b}`;
    case 'max':
    case 'min':
      return `Math.${op}(${a}, ${b})`;
  }
}

/** A place in an array, or the value of an index expression. */
interface Factor {
  readonly array: string | null;
  readonly form: Poly;
  readonly isTest: boolean;
}

/** The loops of one contribution. At depth d the first d indices have values. */
class Nest {
  readonly #levels: readonly Level[];
  readonly #op: Reduction;
  readonly #target: Factor;
  readonly #factors: readonly Factor[];
  readonly #coef: number;
  /** Whether these loops can be the first to write to the target, which then need not be cleared before. */
  readonly reachesAll: boolean;
  #isFirst = false;

  constructor({ target, op }: Stage, contribution: Contribution, arrayName: ArrayName) {
    const { loads, values, coef, at } = contribution;
    this.#levels = levelsOf(contribution, target);
    this.#op = op;
    this.#coef = coef;
    this.#target = { array: arrayName(target), form: placeOf({ buffer: target, at }), isTest: false };
    this.reachesAll = reachesAll(this.#levels, contribution, target);
    this.#factors = [
      ...loads.map((access) => ({
        array: arrayName(access.buffer),
        form: placeOf(access),
        isTest: access.isTest === true,
      })),
      ...values.map((form) => ({ array: null, form, isTest: false })),
    ];
  }

  /** The first contribution finds nothing in the target yet. */
  code(isFirst: boolean): string {
    this.#isFirst = isFirst;
    const places = [this.#target, ...this.#factors].map(({ form }) => `${affineOf(form)?.constant ?? 0}`);
    return `{\n${this.#at(0, places, this.#coef === 1 ? null : `${this.#coef}`, null)}}\n`;
  }

  /**
   * What is done at a depth: `outer` are the places of the target and the factors as far as outer indices go, `known` is
   * the product of the factors whose places are known there, `kept` the variable in which the target's entry is kept.
   */
  #at(depth: number, outer: readonly string[], known: string | null, kept: string | null): string {
    const isInnermost = depth === this.#levels.length;
    let code = isInnermost ? '' : this.#bounds(depth);
    const places = [this.#target, ...this.#factors].map(({ form }, n) => {
      const place = this.#grown(form, depth, outer[n] as string);
      if (isInnermost || place === outer[n]) return place;
      code += `const a${n}_${depth} = ${place};\n`;
      return `a${n}_${depth}`;
    });
    const factors = this.#factors.flatMap(({ array, form, isTest }, n) => {
      const place = places[n + 1] as string;
      if (this.#depthOf(form) !== depth) return [];
      const entry = array === null ? `(${place})` : `${array}[${place}]`;
      return [isTest ? `(${entry} === 0 ? 1 : 0)` : entry];
    });
    let product = [...(known === null ? [] : [known]), ...factors].join(' * ') || null;
    if (!isInnermost && factors.length > 0) {
      code += `const p${depth} = ${product};\n`;
      product = `p${depth}`;
    }
    const target = `${this.#target.array}[${places[0]}]`;
    if (isInnermost) {
      const sum = kept ?? target;
      const isSingle = kept === null && this.#isFirst;
      return `${code}${sum} = ${isSingle ? (product ?? '1') : joined(this.#op, sum, product ?? '1')};\n`;
    }
    const keeps = kept === null && this.#depthOf(this.#target.form) === depth;
    if (keeps) code += `let s = ${this.#isFirst ? nothing[this.#op] : target};\n`;
    code += this.#loop(depth, places, product, keeps ? 's' : kept);
    return keeps ? `${code}${target} = s;\n` : code;
  }

  #loop(depth: number, places: readonly string[], product: string | null, kept: string | null): string {
    const { range, lower, upper, tests } = this.#levels[depth] as Level;
    const i = `i${depth}`;
    const start = lower.length === 0 ? range.lo : `l${depth}`;
    const end = upper.length === 0 ? range.hi : `h${depth}`;
    const skips = tests.map((test) => `if (!(${this.#test(test)})) continue;\n`).join('');
    const body = this.#at(depth + 1, places, product, kept);
    return `for (let ${i} = ${start}; ${i} <= ${end}; ${i}++) {\n${skips}${body}}\n`;
  }

  /** The first and last values that indices take, as far as they are no numbers, where they are known at this depth. */
  #bounds(depth: number): string {
    const known = (
      name: string,
      join: string,
      end: number,
      bounds: readonly Bound[],
      rounding: string,
    ): string =>
      bounds.length === 0 || Math.max(...bounds.map(({ form }) => this.#depthOf(form))) !== depth
        ? ''
        : `const ${name} = Math.${join}(${[end, ...bounds.map((bound) => this.#bound(rounding, bound))].join(', ')});\n`;
    return this.#levels
      .map(
        ({ range, lower, upper }, n) =>
          known(`l${n}`, 'max', range.lo, lower, 'ceil') + known(`h${n}`, 'min', range.hi, upper, 'floor'),
      )
      .join('');
  }

  /** The place at this depth, from that at the depth before. */
  #grown(form: Poly, depth: number, outer: string): string {
    const affine = affineOf(form);
    if (affine === null) return this.#depthOf(form) === depth ? this.#integer(form) : outer;
    const slope = depth === 0 ? 0 : (affine.slopes.get((this.#levels[depth - 1] as Level).name) ?? 0);
    if (slope === 0) return outer;
    return sum([...(outer === '0' ? [] : [outer]), term(slope, `i${depth - 1}`)]);
  }

  /** The depth at which all names of a form have values. */
  #depthOf(form: Poly): number {
    const names = namesOf(form);
    return this.#levels.findLastIndex(({ name }) => names.has(name)) + 1;
  }

  #bound(rounding: string, { form, by }: Bound): string {
    const code = this.#integer(form);
    return by === 1 ? code : `Math.${rounding}((${code}) / ${by})`;
  }

  #test(cond: Cond): string {
    switch (cond.tag) {
      case 'ge':
        return `${this.#integer(cond.form)} >= 0`;
      case 'eq':
        return `${this.#integer(cond.form)} === 0`;
      case 'div':
        return `(${this.#integer(cond.form)}) % ${cond.divisor} === 0`;
      case 'and':
        return cond.args.map((arg) => `(${this.#test(arg)})`).join(' && ') || 'true';
      case 'or':
        return cond.args.map((arg) => `(${this.#test(arg)})`).join(' || ') || 'false';
      case 'not':
        return `!(${this.#test(cond.arg)})`;
    }
  }

  /** The value of an index expression. */
  #integer({ terms, den }: Poly): string {
    const code = sum(
      terms.map(({ key, coef }) =>
        key === ''
          ? `${coef}`
          : term(
              Number(coef),
              factorsOfKey(key)
                .map((factor) => this.#factor(factor))
                .join(' * '),
            ),
      ),
    );
    return den === 1n ? code : `(${code}) / ${den}`;
  }

  #factor(factor: string): string {
    const quotient = quotientOf(factor);
    if (quotient === undefined) return `i${this.#levels.findIndex(({ name }) => name === factor)}`;
    const [num, den] = [this.#integer(quotient.num), this.#integer(quotient.den)];
    // By convention 0 where what is divided by is not positive.
    return `(${den} <= 0 ? 0 : Math.floor((${num}) / (${den})))`;
  }
}

function term(slope: number, factor: string): string {
  return slope === 1 ? factor : slope === -1 ? `-${factor}` : `${slope} * ${factor}`;
}

function sum(terms: readonly string[]): string {
  return terms.join(' + ').replaceAll('+ -', '- ') || '0';
}
