// Formulas in LaTeX, as textbooks set them. What is written is read again by the checker of documents to the same formula.

import { type Cond, condKey, conjuncts, not } from '../term/cond.js';
import type { Env } from '../term/env.js';
import { evaluate, integerValue, isConstant, isZero, neg, type Poly } from '../term/poly.js';
import { comparison, entryLetter, listed } from '../term/show.js';
import {
  type Binder,
  isPoly,
  isTensor,
  mul,
  type Reduction,
  type Scalar,
  type Tensor,
  type Term,
  value,
} from '../term/term.js';
import { latexCond, latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';

/** How tightly the place of a formula binds: 0 a sum, 1 the end of a product, 2 inside a product, 3 a power's base. */
type Level = 0 | 1 | 2 | 3;

/** Operations that are written between their arguments. */
const infix: ReadonlyMap<string, string> = new Map([
  ['*', '*'],
  ['(*)', '\\circledast'],
  ['.*', '\\odot'],
  ['@', '\\,'],
  ['plus', '+'],
]);

/** What stands before the condition of a case, and in the place of that of the last. */
export interface CaseWords {
  readonly when: string;
  readonly otherwise: string;
}

/** Writes the formulas of one context. */
export class Latex {
  /** A matrix is named by the capital letter of its entries, where that means nothing else in `env`. */
  constructor(
    readonly env: Env,
    readonly words: CaseWords,
  ) {}

  /** `\sum_{m=1}^{M} w_{m} x_{k+m-1}` */
  term(term: Term): string {
    return isTensor(term) ? this.#tensor(term, 0) : this.#scalar(term, 0);
  }

  /** `W` for the matrix of the entries w_<m,n>; `b` for a number. */
  matrix(name: string): string {
    const { sizes, tensors, functions } = this.env;
    const capital = name.toUpperCase();
    const taken = sizes.has(capital) || tensors.has(capital) || functions.has(capital);
    const isNumber = tensors.get(name)?.dims.length === 0;
    return latexName(/^\p{Ll}'*$/u.test(name) && !taken && !isNumber ? capital : name);
  }

  #scalar(term: Scalar, level: Level): string {
    const wrap = (text: string, own: Level): string => (own < level ? `\\left(${text}\\right)` : text);
    switch (term.tag) {
      case 'value':
        return latexValue(term.value, level);
      case 'entry':
        return this.#entry(term.tensor, term.at);
      case 'iverson':
        return `[${conjuncts(term.cond).map(latexCond).join(',\\ ')}]`;
      case 'add': {
        const cases = this.#cases(term.args);
        if (cases !== null) return wrap(cases, 0);
        return wrap(term.args.map((arg, i) => this.#signed(arg, i === 0)).join(''), 0);
      }
      case 'mul': {
        const negated = opposite(term);
        if (negated !== null) return wrap(`-${this.#scalar(negated, 2)}`, 0);
        return wrap(this.#product(term.args), term.args.some(reaches) ? 1 : 2);
      }
      case 'pow':
        if (term.exponent === 1) return this.#scalar(term.base, level);
        return wrap(`${this.#scalar(term.base, 3)}^{${term.exponent}}`, 2);
      case 'reciprocal':
        return wrap(`\\frac{1}{${latexIndex(term.of)}}`, 2);
      case 'apply': {
        const test = comparison(term);
        if (test === null) return this.#application(term);
        return `[${this.#scalar(test.left, 0)} = ${this.#scalar(test.right, 0)}]`;
      }
      case 'diff':
        return wrap(this.#derivative(term), isAtomic(term.of) ? 2 : 1);
      case 'line': {
        const body = this.#scalar(term.body, 1);
        const name = latexName(term.name);
        const text =
          term.over === 'reals'
            ? `\\int_{-\\infty}^{\\infty} ${body} \\, d${name}`
            : `\\sum_{${name}=-\\infty}^{\\infty} ${body}`;
        return wrap(text, 1);
      }
      case 'reduce': {
        const list = listed(term);
        if (list !== null)
          return `\\${term.op}\\left(${list.map((each) => this.#scalar(each, 0)).join(', ')}\\right)`;
        // A product is one of numbers that are products themselves, or stands beside others.
        const level = term.op === 'prod' && term.body.tag === 'mul' ? 3 : 1;
        return wrap(`${latexSigns(term.op, term.binders)} ${this.#scalar(term.body, level)}`, 1);
      }
    }
  }

  /** `[c] a + [not c] b` as a distinction of two cases; null where it is none. */
  #cases([first, second, ...more]: readonly Scalar[]): string | null {
    const [a, b] = [first, second].map((arm) => (arm === undefined ? null : guardedBy(arm)));
    if (a == null || b == null || more.length > 0 || condKey(not(a.cond)) !== condKey(b.cond)) return null;
    // A stroke between words would be read as one of them.
    if (conjuncts(a.cond).some(isDivisibility)) return null;
    const rows = [
      `${this.#scalar(a.body, 0)} & \\text{${this.words.when} } ${latexCond(a.cond)}`,
      `${this.#scalar(b.body, 0)} & \\text{${this.words.otherwise}}`,
    ];
    return `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`;
  }

  #signed(arg: Scalar, first: boolean): string {
    const negated = opposite(arg);
    if (negated !== null) return `${first ? '-' : ' - '}${this.#scalar(negated, 2)}`;
    return `${first ? '' : ' + '}${this.#scalar(arg, 1)}`;
  }

  #product(args: readonly Scalar[]): string {
    const fraction = latexFraction(args);
    const rest = fraction === null ? args : args.filter((arg) => !fraction.of.includes(arg));
    const texts = rest.map((arg, i) => this.#scalar(arg, i === rest.length - 1 ? 1 : 2));
    if (fraction !== null) texts.unshift(fraction.text);
    return texts
      .map((text, i) => {
        if (i === 0) return text;
        // Two numbers side by side would be read as one.
        return /\d$/.test(texts[i - 1] ?? '') && /^\d/.test(text) ? ` \\cdot ${text}` : ` \\, ${text}`;
      })
      .join('');
  }

  #entry(of: Tensor, at: readonly Poly[]): string {
    const name =
      of.tag === 'tensor' ? latexName(this.#letter(of.name)) : `\\left(${this.#tensor(of, 0)}\\right)`;
    return at.length === 0 ? name : `${name}_{${at.map(latexIndex).join(',')}}`;
  }

  /** w of an entry of `W`; R of a sequence R_0, R_1, …, which is no matrix. */
  #letter(name: string): string {
    const isEndless = this.env.tensors.get(name)?.dims.some(({ lo, hi }) => lo === null || hi === null);
    return isEndless ? name : entryLetter(name);
  }

  /** a(z), a'(z), and ∂f(Z)/∂z_<k,l> for the derivative of a function of a tensor. */
  #application({ fn, args, by }: Scalar & { tag: 'apply' }): string {
    const name = latexName(fn);
    const list = args.map((arg) => (isTensor(arg) ? this.#tensor(arg, 0) : this.#scalar(arg, 0))).join(', ');
    const whole = (primes: string): string =>
      /^[\w, ]*$/.test(list) ? `${name}${primes}(${list})` : `${name}${primes}\\left(${list}\\right)`;
    if (by.length === 0) return whole('');
    if (args.length === 1 && args.every((arg) => !isTensor(arg))) return whole("'".repeat(by.length));
    const order = by.length === 1 ? '' : `^{${by.length}}`;
    const under = by.map(({ arg, at }) => {
      const of = args[arg] as Term;
      return `\\partial ${isTensor(of) ? this.#entry(of, at) : this.#scalar(of, 2)}`;
    });
    return `\\frac{\\partial${order} ${whole('')}}{${under.join(' \\, ')}}`;
  }

  #derivative({ of, tensor, at }: Scalar & { tag: 'diff' }): string {
    const by = this.#entry({ tag: 'tensor', name: tensor }, at);
    if (isAtomic(of)) return `\\frac{\\partial ${this.#scalar(of, 2)}}{\\partial ${by}}`;
    return `\\frac{\\partial}{\\partial ${by}} \\left(${this.#scalar(of, 0)}\\right)`;
  }

  #tensor(tensor: Tensor, level: 0 | 1): string {
    switch (tensor.tag) {
      case 'tensor':
        return this.matrix(tensor.name);
      case 'matrix': {
        const rows = tensor.rows.map((row) => row.map((cell) => this.#scalar(cell, 0)).join(' & '));
        return `\\begin{bmatrix} ${rows.join(' \\\\ ')} \\end{bmatrix}`;
      }
      case 'op': {
        const symbol = tensor.op.replace(/\/.*$/, '') || '/';
        const sign = infix.get(symbol);
        const args = tensor.args.map((arg) =>
          isPoly(arg) ? latexIndex(arg) : this.#tensor(arg, sign === undefined ? 0 : 1),
        );
        if (sign === undefined) return `\\operatorname{${symbol}}(${args.join(', ')})`;
        const text = args.join(` ${sign} `);
        return level > 0 ? `(${text})` : text;
      }
    }
  }
}

/** `2 \mid k`, or that it is not so. */
function isDivisibility(cond: Cond): boolean {
  return cond.tag === 'div' || (cond.tag === 'not' && isDivisibility(cond.arg));
}

/** The condition and the rest of a product that begins with a bracket. */
function guardedBy(term: Scalar): { readonly cond: Cond; readonly body: Scalar } | null {
  if (term.tag !== 'mul') return null;
  const [bracket, ...rest] = term.args;
  return bracket?.tag === 'iverson' && rest.length > 0 ? { cond: bracket.cond, body: mul(rest) } : null;
}

/** What reaches over all that follows it in a product. */
function reaches(term: Scalar): boolean {
  if (term.tag === 'reduce') return listed(term) === null;
  return term.tag === 'line' || (term.tag === 'diff' && !isAtomic(term.of));
}

/** Whether a derivative of it is written as one fraction. */
function isAtomic(term: Scalar): boolean {
  return term.tag === 'entry' || (term.tag === 'apply' && term.by.length === 0);
}

/** A sum for each index; of a maximum one sign over all, as only that is the largest of so many numbers. */
function latexSigns(op: Reduction, binders: readonly Binder[]): string {
  if (op === 'max' || op === 'min') {
    const ranges = binders.map(
      ({ name, lo, hi }) => `${latexIndex(lo)} \\le ${latexName(name)} \\le ${latexIndex(hi)}`,
    );
    return `\\${op}_{${ranges.join(',\\ ')}}`;
  }
  return binders
    .map(({ name, lo, hi }) => `\\${op}_{${latexName(name)}=${latexIndex(lo)}}^{${latexIndex(hi)}}`)
    .join(' ');
}

function latexValue(poly: Poly, level: Level): string {
  const text = latexIndex(poly);
  const [first] = poly.terms;
  const isSum = poly.terms.length > 1 || (first !== undefined && first.coef < 0n);
  const isSingle = isZero(poly) || integerValue(poly) !== null || /^\\?\w+$/.test(text);
  const own: Level = isSum ? 0 : isSingle ? 3 : 2;
  return own < level ? `\\left(${text}\\right)` : text;
}

/** The number and the reciprocals among the factors of a product as one fraction, `\frac{2}{M N}`; null without reciprocals. */
function latexFraction(
  factors: readonly Scalar[],
): { readonly of: readonly Scalar[]; readonly text: string } | null {
  const reciprocals = factors.filter((factor) => factor.tag === 'reciprocal');
  if (reciprocals.length === 0) return null;
  const [first] = factors;
  const number = first?.tag === 'value' && isConstant(first.value) ? first : null;
  const { num, den } = number === null ? { num: 1n, den: 1n } : evaluate(number.value, () => 0n);
  const below = reciprocals.map(({ of }) =>
    of.terms.length > 1 && reciprocals.length > 1 ? `\\left(${latexIndex(of)}\\right)` : latexIndex(of),
  );
  const text = `\\frac{${num}}{${[...(den === 1n ? [] : [`${den}`]), ...below].join(' ')}}`;
  return { of: number === null ? reciprocals : [number, ...reciprocals], text };
}

/** What a product or number with a minus sign is the opposite of; null without one. */
function opposite(term: Scalar): Scalar | null {
  if (term.tag === 'value') {
    const [first, ...more] = term.value.terms;
    return first !== undefined && more.length === 0 && first.coef < 0n ? value(neg(term.value)) : null;
  }
  if (term.tag !== 'mul') return null;
  const [head, ...tail] = term.args;
  const positive = head === undefined ? null : opposite(head);
  if (positive === null) return null;
  return positive.tag === 'value' && integerValue(positive.value) === 1n
    ? mul(tail)
    : mul([positive, ...tail]);
}
