// Terms as native text. What is printed parses again to the same term.

import { conjuncts, showCond } from './cond.js';
import { zeroTest } from './env.js';
import { integerValue, mul as mulPoly, neg as negative, one, type Poly, show } from './poly.js';
import { freeNames } from './subst.js';
import {
  type Binder,
  entry,
  isPoly,
  isTensor,
  nought,
  type Scalar,
  type Tensor,
  type Term,
  tensor,
} from './term.js';

/** `sum_<m=1..M> w_<m> x_<k+m-1>` */
export function showTerm(term: Term): string {
  return isTensor(term) ? showTensor(term, 0) : showScalar(term);
}

export function showScalar(term: Scalar): string {
  return scalar(term, 0);
}

/** Precedence: 0 a sum, 1 a product that may end in a sum sign or bracket, 2 a product, 3 a factor. */
function scalar(term: Scalar, level: number): string {
  const wrap = (text: string, own: number): string => (own < level ? `(${text})` : text);
  switch (term.tag) {
    case 'value':
      return showValue(term.value, level);
    case 'entry':
      return `${entryName(term.tensor)}${term.at.length === 0 ? '' : `_<${term.at.map(show).join(',')}>`}`;
    case 'iverson':
      return wrap(`[${conjuncts(term.cond).map(showCond).join(', ')}] 1`, 1);
    case 'add':
      return wrap(term.args.map((arg, i) => signed(arg, i === 0)).join(''), 0);
    case 'mul':
      return product(term.args, level);
    case 'pow':
      return wrap(`${scalar(term.base, term.base.tag === 'pow' ? 4 : 3)}^${term.exponent}`, 3);
    case 'reciprocal':
      return wrap(`1/${denominator(term.of)}`, 2);
    case 'apply': {
      const test = comparison(term);
      if (test !== null) return wrap(`[${scalar(test.left, 0)} = ${scalar(test.right, 0)}] 1`, 1);
      return `${functionName(term)}(${term.args.map((arg) => (isTensor(arg) ? showTensor(arg, 0) : scalar(arg, 0))).join(', ')})`;
    }
    case 'diff':
      return `diff(${scalar(term.of, 0)}, ${scalar(entry(tensor(term.tensor), term.at), 0)})`;
    case 'line':
      return wrap(`${term.over === 'reals' ? 'int' : 'sum'}_<${term.name}> ${scalar(term.body, 1)}`, 1);
    case 'reduce': {
      const list = listed(term);
      if (list !== null) return `${term.op}(${list.map((each) => scalar(each, 0)).join(', ')})`;
      return wrap(`${term.op}_<${term.binders.map(showBinder).join(', ')}> ${scalar(term.body, 1)}`, 1);
    }
  }
}

/** a and b of max(a, b), which is the largest entry of the row [a, b]; null for other maxima. */
export function listed({ op, binders, body }: Scalar & { tag: 'reduce' }): readonly Scalar[] | null {
  const [binder, ...more] = binders;
  if ((op !== 'max' && op !== 'min') || binder === undefined || more.length > 0) return null;
  if (body.tag !== 'entry' || body.tensor.tag !== 'matrix' || body.tensor.rows.length !== 1) return null;
  const [row] = body.tensor.rows;
  const [first, second] = body.at;
  const isWhole =
    row !== undefined &&
    row.length > 1 &&
    integerValue(binder.lo) === 1n &&
    integerValue(binder.hi) === BigInt(row.length) &&
    first !== undefined &&
    integerValue(first) === 1n &&
    second !== undefined &&
    show(second) === binder.name;
  return isWhole && !row.some((cell) => freeNames(cell).has(binder.name)) ? row : null;
}

/**
 * The two numbers that a test for 0 compares, so that it is written [left = right]; null where that would compare
 * integers, and for other functions.
 */
export function comparison(term: Scalar): { readonly left: Scalar; readonly right: Scalar } | null {
  if (term.tag !== 'apply' || term.fn !== zeroTest || term.by.length > 0) return null;
  const [of, ...more] = term.args;
  if (of === undefined || more.length > 0 || isTensor(of) || isIndex(of)) return null;
  const [left, second, ...others] = of.tag === 'add' ? of.args : [];
  const negated = second === undefined || others.length > 0 ? null : opposite(second);
  if (left === undefined || negated?.length !== 1) return { left: of, right: nought };
  const [right] = negated as [Scalar];
  return right.tag === 'value' && integerValue(right.value) === 0n
    ? { left: of, right: nought }
    : { left, right };
}

/** Whether it is made of sizes, indices and numbers alone, so that it reads as an index. */
function isIndex(term: Scalar): boolean {
  switch (term.tag) {
    case 'value':
    case 'reciprocal':
      return true;
    case 'add':
    case 'mul':
      return term.args.every(isIndex);
    case 'pow':
      return isIndex(term.base);
    default:
      return false;
  }
}

export function showBinder({ name, lo, hi }: Binder): string {
  return `${name}=${show(lo)}..${show(hi)}`;
}

function showValue(poly: Poly, level: number): string {
  const text = show(poly);
  const simple = /^(\d+|\p{L}[\p{L}\p{N}'#-]*)$/u.test(text) && poly.terms.length <= 1;
  const needed = poly.terms.length > 1 ? 1 : simple ? 4 : text.startsWith('-') ? 1 : 3;
  return needed <= level ? `(${text})` : text;
}

function signed(arg: Scalar, first: boolean): string {
  if (!first && arg.tag === 'value' && isNegative(arg.value))
    return ` - ${showValue(negative(arg.value), 1)}`;
  const negated = opposite(arg);
  if (negated !== null) return `${first ? '-' : ' - '}${product(negated, 2)}`;
  return `${first ? '' : ' + '}${scalar(arg, 1)}`;
}

/** -1, -2M: one term with a minus sign. */
function isNegative({ terms }: Poly): boolean {
  const [only, ...more] = terms;
  return only !== undefined && more.length === 0 && only.coef < 0n;
}

/** The other factors of a product that begins with -1. */
function opposite(term: Scalar): readonly Scalar[] | null {
  if (term.tag !== 'mul') return null;
  const [head, ...tail] = term.args;
  return head?.tag === 'value' && tail.length > 0 && integerValue(head.value) === -1n ? tail : null;
}

function product(args: readonly Scalar[], level: number): string {
  const [head, second, ...others] = args;
  if (head === undefined) return '1';
  const negated = opposite({ tag: 'mul', args });
  // Behind another factor a minus sign would subtract.
  if (negated !== null && level === 0) return `-${product(negated, 2)}`;
  if (head.tag === 'iverson' && second !== undefined && others.length > 0) {
    // A bracket reaches over all that follows.
    const text = [`(${product([head, second], 0)})`, ...factors(others, false)].join(' ');
    return level >= 3 ? `(${text})` : text;
  }
  const open = args.some((arg) => arg.tag === 'iverson' || reaches(arg));
  const text = sideBySide(factors(args));
  return (open ? 1 : 2) < level || level >= 3 ? `(${text})` : text;
}

/** Factors with nothing between them, but for numbers: 2*3 x. */
function sideBySide(texts: readonly string[]): string {
  return texts
    .map((text, i) => {
      const isNumbers = /^\d+$/.test(texts[i - 1] ?? '') && /^\d+$/.test(text);
      return `${i === 0 ? '' : isNumbers ? '*' : ' '}${text}`;
    })
    .join('');
}

function denominator(of: Poly): string {
  const text = show(of);
  return isWord(text) || /^\d+$/.test(text) ? text : `(${text})`;
}

/**
 * The factors of a product side by side; the last may be a sum, or a product behind a bracket. What a factor is divided
 * by stands with it. `whole` says that nothing stands before them.
 */
function factors(args: readonly Scalar[], whole = true): readonly string[] {
  const texts: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const before = args[i - 1]?.tag === 'iverson' ? undefined : texts.at(-1);
    const divisor = before === undefined || before === '1' ? [] : divisorAt(args, i);
    if (divisor.length > 0) {
      texts[texts.length - 1] = `${before}/${denominator(divisor.reduce(mulPoly, one))}`;
      i += divisor.length - 1;
    } else texts.push(factor(args, i, whole && args.length === 1));
  }
  return texts;
}

/** Sizes that are divided by one after the other, as far as s/(M*N) is read so: in the order of their names. */
function divisorAt(args: readonly Scalar[], start: number): readonly Poly[] {
  const found: Poly[] = [];
  for (const arg of args.slice(start)) {
    if (arg.tag !== 'reciprocal') break;
    const [last, next] = [found.at(-1), arg.of].map((of) => (of === undefined ? '' : show(of)));
    if (last !== '' && !(isWord(last) && isWord(next) && (last ?? '') <= (next ?? ''))) break;
    found.push(arg.of);
  }
  return found;
}

function isWord(text = ''): boolean {
  return /^\p{L}[\p{L}\p{N}'-]*$/u.test(text);
}

/** Whether a sign stands before it that reaches over what follows. */
function reaches(arg: Scalar): boolean {
  return (arg.tag === 'reduce' && listed(arg) === null) || arg.tag === 'line';
}

/** One factor; `alone` says that it is the whole product. */
function factor(args: readonly Scalar[], i: number, alone: boolean): string {
  const arg = args[i] as Scalar;
  const before = args[i - 1];
  const last = i === args.length - 1;
  if (arg.tag === 'iverson') {
    const guard = `[${conjuncts(arg.cond).map(showCond).join(', ')}]`;
    return last ? `${guard} 1` : guard;
  }
  const far = reaches(arg) || (arg.tag === 'mul' && (alone || before?.tag === 'iverson'));
  if (last && far) return scalar(arg, 1);
  return scalar(arg, i === 0 && arg.tag === 'value' ? 2 : 3);
}

/** Entries of a matrix named by one capital letter are written small, as the field does. */
function entryName(tensor: Tensor): string {
  if (tensor.tag === 'tensor') return entryLetter(tensor.name);
  return `(${showTensor(tensor, 0)})`;
}

/** `W` -> `w`, `W'` -> `w'`, others unchanged. */
export function entryLetter(name: string): string {
  return /^\p{Lu}'*$/u.test(name) ? name.toLowerCase() : name;
}

/** `a''`, `f'_<k,l>`; behind the primes of a function with several arguments, which one comes first. */
function functionName({ fn, args, by }: Scalar & { tag: 'apply' }): string {
  const places = by.flatMap(({ arg, at }) => [...(args.length > 1 ? [`${arg + 1}`] : []), ...at.map(show)]);
  return `${fn}${"'".repeat(by.length)}${places.length === 0 ? '' : `_<${places.join(',')}>`}`;
}

/** Operations that are written between their arguments. */
const infix: ReadonlyMap<string, string> = new Map([
  ...['*', '(*)', '.*', '@'].map((sign) => [sign, sign] as const),
  ['plus', '+'],
]);

function showTensor(tensor: Tensor, level: number): string {
  switch (tensor.tag) {
    case 'tensor':
      return tensor.name;
    case 'matrix':
      return `[${tensor.rows.map((row) => row.map((cell) => scalar(cell, 0)).join(', ')).join('; ')}]`;
    case 'op': {
      const symbol = tensor.op.replace(/\/.*$/, '') || '/';
      const sign = infix.get(symbol);
      const args = tensor.args.map((arg) =>
        isPoly(arg) ? show(arg) : showTensor(arg, sign === undefined ? 0 : 1),
      );
      if (sign === undefined) return `${symbol}(${args.join(', ')})`;
      const text = args.join(` ${sign} `);
      return level > 0 ? `(${text})` : text;
    }
  }
}
