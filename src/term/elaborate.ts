// From the surface tree to terms: what each name stands for, of which sort each part is, whether shapes fit.
// Index expressions, scalars, tensors and conditions are different sorts; a mixture is an error with its place.

import type { GroupNode, Node, ProductOperator, Range } from '../../grammar/tree.js';
import { appliedIn, elaborateApplication } from './application.js';
import { always, and, type Cond, not } from './cond.js';
import { elaborateCondition } from './condition.js';
import { type Env, reachOf, zeroTest } from './env.js';
import { operation, scaled } from './operation.js';
import {
  add as addPoly,
  constant,
  equal,
  factorsOfKey,
  integerValue,
  isConstant,
  isIntegral,
  mul as mulPoly,
  neg,
  one,
  type Poly,
  pow as powPoly,
  scale,
  show,
  variable,
} from './poly.js';
import { asScalar, type Names, type Reading, ReadingError } from './reading.js';
import { elaborateReduction } from './reductions.js';
import { isPositive, rounded } from './rounding.js';
import { showTerm } from './show.js';
import {
  add,
  apply,
  entry,
  guarded,
  matrix,
  mul,
  number,
  pow,
  reciprocal,
  type Scalar,
  tensor,
  value,
} from './term.js';

/** An expression that may be a scalar, a tensor or an index expression. */
export function elaborate(names: Names, node: Node): Reading {
  switch (node.tag) {
    case 'number':
      return { sort: 'index', poly: decimal(node.text, node.range) };
    case 'name':
      return elaborateName(names, node.name, node.range);
    case 'sum':
      return node.terms
        .map(({ sign, term }) => signed(names, sign, elaborate(names, term), term.range))
        .reduce((a, b) => plus(names, a, b, node.range));
    case 'product':
      return elaborateProduct(names, node.factors);
    case 'fraction':
      return divide(elaborate(names, node.numerator), elaborate(names, node.denominator), names, node.range);
    case 'power':
      return powerOf(elaborate(names, node.base), node.exponent, node.range);
    case 'group':
      return elaborateGroup(names, node);
    case 'subscript':
      return elaborateEntry(names, node.base, node.subscripts, node.range);
    case 'reduction':
      return elaborateReduction(names, node);
    case 'guard': {
      const tests = node.conditions.map((condition) => comparison(names, condition));
      const conds = node.conditions.filter((_, i) => tests[i] === null);
      const body = asScalar(elaborate(names, node.body), node.body.range);
      const factors = tests.filter((test) => test !== null);
      const term = mul(factors.length > 0 && isNumber(body, 1n) ? factors : [...factors, body]);
      return { sort: 'scalar', term: guarded(and(conds.map((c) => elaborateCondition(names, c))), term) };
    }
    case 'cases': {
      const arms: Scalar[] = [];
      const earlier: Cond[] = [];
      for (const arm of node.arms) {
        const cond =
          arm.conditions === 'otherwise'
            ? always
            : and(arm.conditions.map((c) => elaborateCondition(names, c)));
        arms.push(
          guarded(and([...earlier.map(not), cond]), asScalar(elaborate(names, arm.value), arm.value.range)),
        );
        earlier.push(cond);
      }
      return { sort: 'scalar', term: add(arms) };
    }
    case 'matrix':
      return elaborateMatrix(names, node.rows, node.range);
    case 'relation':
    case 'logic':
      throw new ReadingError(
        'ill-formed',
        node.range,
        'a condition stands where a number or a tensor is expected',
      );
    default:
      throw new ReadingError('unsupported', node.range, `${node.tag} is not understood here`);
  }
}

function isNumber(term: Scalar, n: bigint): boolean {
  return term.tag === 'value' && integerValue(term.value) === n;
}

/** `[a = b]` of numbers, not both of them integers by what they are; null for any other condition. */
function comparison(names: Names, node: Node): Scalar | null {
  if (node.tag !== 'relation' || node.first === null || node.rest.length !== 1) return null;
  const [{ operator, right }] = node.rest as [(typeof node.rest)[number]];
  if (operator !== '=') return null;
  const nodes = [node.first, right];
  const sides = nodes.map((side) => elaborate(names, side));
  if (!sides.some(({ sort }) => sort === 'scalar')) return null;
  const [a, b] = sides.map((side, i) => asScalar(side, nodes[i]?.range ?? node.range)) as [Scalar, Scalar];
  return apply(zeroTest, [isNumber(b, 0n) ? a : add([a, mul([number(-1), b])])]);
}

/** Affine or polynomial in sizes and indices, with integer values. */
export function elaborateIndex(names: Names, node: Node): Poly {
  const reading = elaborate(names, node);
  if (reading.sort !== 'index')
    throw new ReadingError(
      'ill-formed',
      node.range,
      `an index expression is expected, not ${reading.sort === 'tensor' ? 'a tensor' : 'an entry or a sum'}`,
    );
  if (!isIntegral(reading.poly))
    throw new ReadingError(
      'ill-formed',
      node.range,
      `${show(reading.poly)} is not an integer for all values of its indices${wholePart(reading.poly)}`,
    );
  return reading.poly;
}

/** How to write what is left of a quotient that is a number of halves, thirds, … */
function wholePart(poly: Poly): string {
  if (isConstant(poly)) return '';
  return `; its whole part is floor((${show(scale(poly, poly.den))})/${poly.den})`;
}

/** `0.25` is 1/4: decimals are exact; `1,000,000` has its digits in threes, `1,75` is no number. */
function decimal(text: string, range: Range): Poly {
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text;
  if (!/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(digits))
    throw new ReadingError('ill-formed', range, `${text} is not a number`, null, true);
  const [whole = '0', fraction = ''] = digits.split('.');
  return constant(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

function elaborateName(names: Names, name: string, range: Range): Reading {
  if (names.indices.has(name) || names.env.sizes.has(name)) return { sort: 'index', poly: variable(name) };
  const stands = names.values?.get(name);
  if (stands !== undefined) return { sort: 'index', poly: stands };
  const declared = findTensor(names.env, name);
  if (declared !== null) {
    const named = tensor(declared);
    return reachOf(names.env, named).length === 0
      ? { sort: 'scalar', term: entry(named, []) }
      : { sort: 'tensor', term: named };
  }
  if (names.env.functions.has(name))
    throw new ReadingError('ill-formed', range, `${name} is a function; write ${name}( … )`);
  throw new ReadingError(
    'ill-formed',
    range,
    `${name} is not declared: nothing binds it as an index, and it is no size and no tensor${/^\p{Lu}$/u.test(name) ? `; write \`size ${name}\` if it is a size` : ''}`,
    name,
  );
}

/** `W` and `w` name one tensor: the declared name, or null. */
export function findTensor(env: Env, name: string): string | null {
  if (env.tensors.has(name)) return name;
  const other = swapCase(name);
  return env.tensors.has(other) ? other : null;
}

function swapCase(name: string): string {
  const first = name.charAt(0);
  const swapped = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return swapped + name.slice(1);
}

function signed(names: Names, sign: '+' | '-' | '+-', reading: Reading, range: Range): Reading {
  if (sign === '+') return reading;
  if (sign === '+-') throw new ReadingError('unsupported', range, 'plus-or-minus stands for two formulas');
  switch (reading.sort) {
    case 'index':
      return { sort: 'index', poly: neg(reading.poly) };
    case 'scalar':
      return { sort: 'scalar', term: mul([value(constant(-1n)), reading.term]) };
    case 'tensor':
      return scaled(names, constant(-1n), reading.term, range);
  }
}

function plus(names: Names, a: Reading, b: Reading, range: Range): Reading {
  if (a.sort === 'index' && b.sort === 'index') return { sort: 'index', poly: addPoly(a.poly, b.poly) };
  if (a.sort === 'tensor' && b.sort === 'tensor') return operation(names, 'plus', [a.term, b.term], range);
  const left = asScalar(a, range);
  return { sort: 'scalar', term: add([...(left.tag === 'add' ? left.args : [left]), asScalar(b, range)]) };
}

type Factors = readonly { readonly operator: ProductOperator; readonly factor: Node }[];

function elaborateProduct(names: Names, factors: Factors): Reading {
  let result: Reading | null = null;
  for (let i = 0; i < factors.length; i++) {
    const { operator, factor } = factors[i] as Factors[number];
    const next = factors[i + 1];
    let reading: Reading;
    const applied = next?.operator === '' ? appliedIn(names, factor) : null;
    const argument = applied === null || next === undefined ? null : argumentsIn(next.factor);
    if (applied !== null && argument !== null && next !== undefined) {
      const application = elaborateApplication(names, applied, argument, factor.range);
      reading = afterApplication(names, application, next.factor);
      i++;
    } else reading = elaborate(names, factor);
    result = result === null ? reading : times(names, result, operator, reading, factor.range);
  }
  if (result === null) throw new RangeError('a product without factors');
  return result;
}

/** The parentheses that open a factor: of `(x)`, of `(x)^2`, of `(W)_<k,l>`; what follows them applies to the application. */
function argumentsIn(factor: Node): GroupNode | null {
  if (factor.tag === 'group') return factor.delimiter === '(' ? factor : null;
  return factor.tag === 'power' || factor.tag === 'subscript' ? argumentsIn(factor.base) : null;
}

/** rot180(W)_<k,l> is an entry of rot180(W), a(z)^2 a power of a(z). */
function afterApplication(names: Names, applied: Reading, factor: Node): Reading {
  switch (factor.tag) {
    case 'power':
      return powerOf(afterApplication(names, applied, factor.base), factor.exponent, factor.range);
    case 'subscript':
      return entryOf(names, afterApplication(names, applied, factor.base), factor.subscripts, factor.range);
    default:
      return applied;
  }
}

function times(names: Names, a: Reading, operator: ProductOperator, b: Reading, range: Range): Reading {
  if (operator === '/') return divide(a, b, names, range);
  if (a.sort === 'tensor' && b.sort === 'tensor') {
    if (operator === '' && names.juxtaposed !== undefined)
      return operation(names, names.juxtaposed, [a.term, b.term], range);
    if (operator === '')
      throw new ReadingError(
        'ill-formed',
        range,
        a.term.tag === 'tensor' && b.term.tag === 'matrix' && b.term.rows.length === 1
          ? `entries are written ${a.term.name}_<i>; in brackets stands a matrix of one row`
          : 'write W @ X for the matrix product, W * X for correlation, W .* X for the product of entries',
      );
    return operation(names, operator, [a.term, b.term], range);
  }
  if (operator !== '' && operator !== '*' && operator !== 'times' && operator !== 'cdot')
    throw new ReadingError('ill-formed', range, `${operator} stands between tensors`);
  if (a.sort === 'index' && b.sort === 'index') {
    if (a.poly.terms.length * b.poly.terms.length > mostPairs)
      throw new ReadingError('unsupported', range, 'a product too long to be written out');
    return { sort: 'index', poly: mulPoly(a.poly, b.poly) };
  }
  if (a.sort === 'tensor' || b.sort === 'tensor') {
    const [coef, term] = a.sort === 'tensor' ? [b, a.term] : [a, (b as Reading & { sort: 'tensor' }).term];
    if (coef.sort !== 'index')
      throw new ReadingError('unsupported', range, 'a tensor is multiplied by numbers and sizes only');
    return scaled(names, coef.poly, term, range);
  }
  const left = asScalar(a, range);
  return { sort: 'scalar', term: mul([...(left.tag === 'mul' ? left.args : [left]), asScalar(b, range)]) };
}

function divide(a: Reading, b: Reading, names: Names, range: Range): Reading {
  if (b.sort !== 'index')
    throw new ReadingError('unsupported', range, 'only numbers and sizes can be divided by');
  const [only] = b.poly.terms;
  if (only === undefined) throw new ReadingError('ill-formed', range, 'division by zero');
  if (b.poly.terms.length === 1 && only.key === '') {
    if (a.sort === 'index') return { sort: 'index', poly: scale(a.poly, b.poly.den, only.coef) };
    if (a.sort === 'tensor') return scaled(names, constant(b.poly.den, only.coef), a.term, range);
    return { sort: 'scalar', term: mul([value(constant(b.poly.den, only.coef)), a.term]) };
  }
  if (!isPositive(b.poly, names.env))
    throw new ReadingError(
      'unsupported',
      range,
      `only numbers and sizes can be divided by, not ${show(b.poly)}`,
    );
  if (a.sort === 'tensor') throw new ReadingError('unsupported', range, 'a tensor divided by a size');
  const inverse = reciprocals(b.poly);
  return {
    sort: 'scalar',
    term: mul(a.sort === 'index' && equal(a.poly, one) ? inverse : [asScalar(a, range), ...inverse]),
  };
}

/** 1/(2 M N) is 1/2 1/M 1/N: reciprocals of single names, so that they cancel one by one; a sum stays whole. */
function reciprocals(poly: Poly): readonly Scalar[] {
  const [only] = poly.terms;
  if (poly.terms.length !== 1 || only === undefined) return [reciprocal(poly)];
  const number = constant(poly.den, only.coef);
  return [
    ...(equal(number, one) ? [] : [value(number)]),
    ...factorsOfKey(only.key).map((name) => reciprocal(variable(name))),
  ];
}

function powerOf(reading: Reading, exponent: Node, range: Range): Reading {
  const power = exponent.tag === 'number' ? Number(exponent.text) : Number.NaN;
  if (!Number.isInteger(power) || power < 0)
    throw new ReadingError(
      'unsupported',
      exponent.range,
      'an exponent is a natural number; a power of l factors 2 is prod_<i=1..l> 2',
    );
  if (power > 64) throw new ReadingError('unsupported', exponent.range, 'exponents go up to 64');
  if (reading.sort === 'tensor') throw new ReadingError('unsupported', range, 'a power of a tensor');
  if (reading.sort === 'index' && isLong(reading.poly, power))
    throw new ReadingError('unsupported', range, 'a power too long to be written out');
  return reading.sort === 'index'
    ? { sort: 'index', poly: powPoly(reading.poly, power) }
    : { sort: 'scalar', term: pow(reading.term, power) };
}

const mostDigits = 30_000;

/** Terms that a power, and pairs of terms that a product of index expressions may have. */
const mostTerms = 5_000;
const mostPairs = 100_000;

/** Whether a power would have very long numbers, or monomials of very many names. */
function isLong(poly: Poly, exponent: number): boolean {
  const lengths = poly.terms.flatMap(({ key, coef }) => [String(coef).length, factorsOfKey(key).length]);
  if (Math.max(String(poly.den).length, ...lengths) * exponent > mostDigits) return true;
  // The monomials of degree e in t terms: (t+e-1 choose e), which is the product of (e+i)/i for i below t.
  let count = 1;
  for (let i = 1; i < poly.terms.length && count <= mostTerms; i++) count = (count * (exponent + i)) / i;
  return count > mostTerms;
}

function elaborateGroup(names: Names, node: GroupNode): Reading {
  const [only] = node.items;
  if (node.items.length !== 1 || only === undefined)
    throw new ReadingError(
      'unsupported',
      node.range,
      'a list in parentheses stands after the name of a function or an operation',
    );
  if (node.delimiter === 'floor' || node.delimiter === 'ceil')
    return { sort: 'index', poly: rounded(node.delimiter, [elaborate(names, only)], names.env, node.range) };
  if (node.delimiter === '|' || node.delimiter === 'norm')
    throw new ReadingError('unsupported', node.range, 'absolute values and norms are not understood');
  return elaborate(names, only);
}

function elaborateEntry(names: Names, base: Node, subscripts: readonly Node[], range: Range): Reading {
  return entryOf(
    names,
    base.tag === 'name' ? entryBase(names, base.name, base.range) : elaborate(names, base),
    subscripts,
    range,
  );
}

function entryOf(names: Names, reading: Reading, subscripts: readonly Node[], range: Range): Reading {
  if (reading.sort !== 'tensor') throw new ReadingError('ill-formed', range, 'only a tensor has entries');
  const rank = reachOf(names.env, reading.term).length;
  if (subscripts.length !== rank)
    throw new ReadingError(
      'ill-formed',
      range,
      `${showTerm(reading.term)} has ${rank} ${rank === 1 ? 'subscript' : 'subscripts'}, not ${subscripts.length}`,
    );
  return {
    sort: 'scalar',
    term: entry(
      reading.term,
      subscripts.map((s) => elaborateIndex(names, s)),
    ),
  };
}

function entryBase(names: Names, name: string, range: Range): Reading {
  const declared = findTensor(names.env, name);
  if (declared === null)
    throw new ReadingError('ill-formed', range, `the tensor ${name} is not declared`, name);
  return { sort: 'tensor', term: tensor(declared) };
}

function elaborateMatrix(names: Names, rows: readonly (readonly Node[])[], range: Range): Reading {
  const width = rows[0]?.length ?? 0;
  const ragged = rows.findIndex((row) => row.length !== width);
  if (ragged > 0)
    throw new ReadingError(
      'ill-formed',
      range,
      `row ${ragged + 1} of the matrix has ${rows[ragged]?.length} entries, the first has ${width}`,
    );
  return {
    sort: 'tensor',
    term: matrix(rows.map((row) => row.map((cell) => asScalar(elaborate(names, cell), cell.range)))),
  };
}
