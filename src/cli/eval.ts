// `convproof eval TEXT --data FILE.json`: what a formula is in numbers, exactly.

import { type Compiled, compile } from '../compute/compile.js';
import { readFormula, Uncomputable } from '../compute/formula.js';
import { doubles, type Rational, rational } from '../compute/numbers.js';
import { aligned, inRows } from '../report/grid.js';
import { version } from '../report/version.js';
import { findTensor } from '../term/elaborate.js';
import type { Env } from '../term/env.js';
import { show } from '../term/poly.js';
import type { CommonOptions } from './check.js';
import { faultOf } from './faults.js';
import { readText, UserError } from './input.js';
import { print } from './output.js';

export interface EvalOptions extends CommonOptions {
  readonly data: string;
}

/** `eval TEXT`. Throws UserError for everything a person can mend. */
export async function evaluate(text: string, { data: path, format }: EvalOptions): Promise<void> {
  const start = performance.now();
  const { values, shape } = computed(text, parsed(path, await readText(path)));
  if (format === 'text') print(`${layout(values, shape)}\n`);
  else {
    const milliseconds = Math.round((performance.now() - start) * 100) / 100;
    const nested = nest(values, shape, ({ num, den }) => doubles.of(num, den));
    const exact = nest(values, shape, written);
    const report = { tool: { name: 'convproof', version }, shape, value: nested, exact, milliseconds };
    print(`${JSON.stringify(report, null, 2)}\n`);
  }
}

/** Entries, the last subscript running fastest, and how many there are in each dimension. */
interface Numbers {
  readonly values: readonly Rational[];
  readonly shape: readonly number[];
}

function computed(text: string, data: ReadonlyMap<string, Numbers>): Numbers {
  const single = [...data].filter(([, { shape }]) => shape.length === 0).map(([name]) => name);
  try {
    // A number is a size, or the entry of a tensor without subscripts. What the formula does not use is left alone.
    const { env, inputs: used } = readFormula(text, single);
    const sizes = single.filter((name) => findTensor(env, name) === null && isInteger(name, data));
    const tensors = [...data].filter(([name]) => used.includes(findTensor(env, name) ?? ''));
    const others = [...data].filter(
      ([name]) => !sizes.includes(name) && !used.includes(findTensor(env, name) ?? ''),
    );
    const known = Object.fromEntries(others.flatMap(([name, { shape }]) => sizesBy(env, name, shape)));
    const formula: Compiled<'exact'> = compile(text, {
      type: 'exact',
      shapes: Object.fromEntries(tensors.map(([name, { shape }]) => [name, shape])),
      sizes: {
        ...known,
        ...Object.fromEntries(sizes.map((name) => [name, Number(data.get(name)?.values[0]?.num)])),
      },
    });
    const inputs = Object.fromEntries(tensors.map(([name, { values }]) => [name, values]));
    return { values: formula(inputs), shape: formula.shape };
  } catch (error) {
    throw faultOf(text, error, [Uncomputable]);
  }
}

/** What the shape of a tensor tells of the sizes, also where the formula does not use it: assumptions may be about these. */
function sizesBy(env: Env, name: string, shape: readonly number[]): readonly (readonly [string, number])[] {
  const dims = env.tensors.get(findTensor(env, name) ?? '')?.dims ?? [];
  return dims.flatMap(({ hi }, d) => {
    const size = hi === null ? '' : show(hi);
    const extent = shape[d];
    return env.sizes.has(size) && extent !== undefined ? [[size, extent] as const] : [];
  });
}

function isInteger(name: string, data: ReadonlyMap<string, Numbers>): boolean {
  return data.get(name)?.values[0]?.den === 1n;
}

// ---- the file ------------------------------------------------------------------------------------

/** `{ "w": [[1, 2], [3, 4]], "b": "1/3", "S": 2 }` */
function parsed(path: string, text: string): ReadonlyMap<string, Numbers> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path}: no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new UserError(`${path}: an object is expected, {"w": [1, 2], "S": 3}`);
  return new Map(
    Object.entries(data).map(([name, value]) => {
      const shape = shapeOf(value);
      const values = flat(value).map((entry) => {
        const number = rationalOf(entry);
        if (number === null)
          throw new UserError(`${path}: ${name} holds ${JSON.stringify(entry)}, which is no number`);
        return number;
      });
      if (values.length !== shape.reduce((count, extent) => count * extent, 1) || !isEven(value, shape))
        throw new UserError(`${path}: the rows of ${name} are not equally long`);
      return [name, { values, shape }];
    }),
  );
}

/** By the first element in each dimension. */
function shapeOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

function isEven(value: unknown, [extent, ...rest]: readonly number[]): boolean {
  if (extent === undefined) return !Array.isArray(value);
  return Array.isArray(value) && value.length === extent && value.every((part) => isEven(part, rest));
}

function flat(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(flat) : [value];
}

/** 3, 0.25 and "1/3" are fractions: a decimal is what it is written as. */
function rationalOf(entry: unknown): Rational | null {
  const [, sign, whole, decimals = '', den, exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:\/(\d+))?(?:e([+-]?\d+))?$/i.exec(
      typeof entry === 'string' ? entry.trim() : String(entry),
    ) ?? [];
  const isNumber = typeof entry === 'number' || typeof entry === 'string';
  if (!isNumber || whole === undefined || (den !== undefined && BigInt(den) === 0n)) return null;
  const power = Number(exponent) - decimals.length;
  if (Math.abs(power) > 400) return null;
  const digits = BigInt(`${sign}${whole}${decimals}`) * 10n ** BigInt(Math.max(0, power));
  return rational(digits, BigInt(den ?? 1) * 10n ** BigInt(Math.max(0, -power)));
}

// ---- output --------------------------------------------------------------------------------------

/** A number; a row; rows below each other; of more dimensions lists of lists. */
function layout(values: readonly Rational[], shape: readonly number[]): string {
  const texts = values.map(written);
  if (shape.length === 0) return texts[0] ?? '';
  if (shape.length === 1) return texts.join('  ');
  if (shape.length === 2) return aligned(inRows(texts, shape[1] ?? 1)).join('\n');
  return JSON.stringify(nest(values, shape, written)).replaceAll('"', '');
}

function written({ num, den }: Rational): string {
  return den === 1n ? `${num}` : `${num}/${den}`;
}

function nest<T>(values: readonly Rational[], shape: readonly number[], of: (value: Rational) => T): unknown {
  const [extent, ...rest] = shape;
  if (extent === undefined) return of(values[0] as Rational);
  const each = rest.reduce((count, n) => count * n, 1);
  return Array.from({ length: extent }, (_, i) => nest(values.slice(i * each, (i + 1) * each), rest, of));
}
