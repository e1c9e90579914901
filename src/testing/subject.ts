// What a function is tested against: a formula, read so that its sizes may be chosen freely, and written out down to the
// entries that are given.

import { statements } from '../../grammar/lines.js';
import { parseFile } from '../../grammar/native.js';
import type { Node, Statement } from '../../grammar/tree.js';
import { type Formula, readFormula, sizeConditions, Uncomputable } from '../compute/formula.js';
import { withPlainIndices } from '../compute/names.js';
import { at, type Box, type Extents, type Sizes } from '../compute/sizes.js';
import { withPlainNames } from '../prove/plain.js';
import { holds } from '../term/cond.js';
import { findTensor } from '../term/elaborate.js';
import { type Env, extent, isRecurrence, type Reach, unfoldEntry } from '../term/env.js';
import { splitText } from '../term/expression.js';
import { namesOf, type Poly } from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { add, isTensor, mul, pow, reduce, type Scalar, type Tensor } from '../term/term.js';

export interface Subject {
  /** Its body is a formula of the given entries: what is defined, and operations, are written out. */
  readonly formula: Formula;
  /** The name of what it computes. */
  readonly output: string;
  /** `y_<k,l> = sum_<…> …` */
  readonly statement: string;
  /** Sizes that may be chosen. */
  readonly sizes: readonly string[];
  /** Its right side as it stands in the text; null where it does not. */
  readonly written: Written | null;
}

export interface Written {
  readonly node: Node;
  readonly source: string;
}

/**
 * Reads `tensor w[M], x[I]; index k in 1..I-M+1; y_<k> = sum_<m=1..M> w_<m> x_<k+m-1>`; the left side, which gives the
 * order of the output's subscripts, may be missing, and the names `given` are sizes where nothing declares them. Lines
 * after the first may be indented together, as they are in programs.
 *
 * Throws as `readFormula` does.
 */
export function readSubject(text: string, given: Iterable<string> = []): Subject {
  const { source, written } = defining(outdented(text));
  const formula = readFormula(source, given);
  const { env, body } = formula;
  const right = written.source
    .slice(written.node.range.start, written.node.range.end)
    .replaceAll(/\s+/g, ' ');
  const definition = body.tag === 'entry' ? definitionOf(env, body.tensor) : null;
  if (definition !== null) {
    const { name, indices } = definition;
    const direct = { ...formula, indices, body: writtenOut(env, definition.body) };
    return { ...subjectOf(direct, name, right), written };
  }
  const plain = withPlainIndices(formula);
  const direct = { ...plain, body: withPlainNames(inside(writtenOut(env, plain.body)), env.sizes) };
  const output = ['y', 'z', 'u'].find((free) => findTensor(env, free) === null) ?? "y'";
  const subject = { ...subjectOf(direct, output, right), written };
  // Of a tensor as a whole there are no subscripts to be named.
  return plain.indices === formula.indices ? subject : { ...subject, statement: `${output} = ${right}` };
}

/** Without the indentation that all lines after the first have in common. */
function outdented(text: string): string {
  const [first = '', ...others] = text.split('\n');
  const depths = others.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const common = Math.min(...depths);
  return [first.trimStart(), ...others.map((line) => line.slice(Math.min(common, line.length)))].join('\n');
}

/** What a bracket stands before that holds for all entries of the output. */
function inside(body: Scalar): Scalar {
  const [bracket, rest] = body.tag === 'mul' ? body.args : [];
  return bracket?.tag === 'iverson' && rest !== undefined && body.tag === 'mul' && body.args.length === 2
    ? rest
    : body;
}

/** A formula as what is tested against; `output` is the name of what it computes. */
export function subjectOf(formula: Formula, output: string, body = showScalar(formula.body)): Subject {
  const { env, indices, dims, inputs } = formula;
  const used = new Set<string>();
  const use = (poly: Poly | null): void => {
    if (poly !== null) for (const name of namesOf(poly)) used.add(name);
  };
  for (const dim of [...dims, ...inputs.flatMap((name) => env.tensors.get(name)?.dims ?? [])]) {
    use(dim.lo);
    use(dim.hi);
  }
  for (const name of freeSizes(formula)) used.add(name);
  const subscripts = indices.length === 0 ? '' : `_<${indices.join(',')}>`;
  return {
    formula,
    output,
    statement: unmarked(`${output}${subscripts} = ${body}`),
    sizes: formula.context.sizes.filter((name) => used.has(name)),
    written: null,
  };
}

/** Names as they were written: k for k#1. */
export function unmarked(text: string): string {
  return text.replaceAll(/#\d+/g, '');
}

function freeSizes({ env, body, context }: Formula): readonly string[] {
  const written = new Set(showScalar(body).match(/\p{L}[\p{L}\p{N}'-]*/gu));
  return context.sizes.filter((name) => env.sizes.has(name) && written.has(name));
}

/**
 * A text that ends in `y_<k> = e`, or `define y[K]_<k> = e`, as one that ends in what this defines; and e. Of any other
 * text e is the expression at its end.
 */
function defining(text: string): { readonly source: string; readonly written: Written } {
  const [first, second] = [...statements(text)].at(-1) ?? [];
  if (first?.text === 'define' && second !== undefined) {
    const last = text.slice(first.offset);
    const [statement] = parseFile(last);
    const { body } = statement as Statement & { tag: 'define' };
    return { source: `${text}; ${whole(second.text)}`, written: { node: body, source: last } };
  }
  const { node } = splitText(text);
  if (first === undefined || node.tag !== 'relation')
    return { source: text, written: { node, source: text } };
  const [side] = node.rest;
  const source = `${text.slice(0, first.offset)}define ${text.slice(first.offset)}; ${whole(first.text)}`;
  return { source, written: { node: side?.right ?? node, source: text } };
}

/** The name of a tensor as a whole. */
function whole(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function definitionOf(
  env: Env,
  tensor: Tensor,
): { readonly name: string; readonly indices: readonly string[]; readonly body: Scalar } | null {
  if (tensor.tag !== 'tensor' || isRecurrence(env, tensor)) return null;
  const definition = env.tensors.get(tensor.name)?.definition ?? null;
  return definition === null ? null : { name: tensor.name, ...definition };
}

/** A formula without defined tensors and operations; recurrences stay. */
export function writtenOut(env: Env, term: Scalar): Scalar {
  const all = (args: readonly Scalar[]): readonly Scalar[] => args.map((arg) => writtenOut(env, arg));
  switch (term.tag) {
    case 'entry': {
      const body = isRecurrence(env, term.tensor) ? null : unfoldEntry(env, term.tensor, term.at);
      return body === null ? term : writtenOut(env, body);
    }
    case 'add':
      return add(all(term.args));
    case 'mul':
      return mul(all(term.args));
    case 'pow':
      return pow(writtenOut(env, term.base), term.exponent);
    case 'reduce':
      return reduce(term.op, term.binders, writtenOut(env, term.body));
    case 'apply':
      return { ...term, args: term.args.map((arg) => (isTensor(arg) ? arg : writtenOut(env, arg))) };
    default:
      return term;
  }
}

/** What a subject is computed for at given sizes; null where there are no such arrays, or an assumption does not hold. */
export function extentsAt({ formula }: Subject, sizes: Sizes): Extents | null {
  const { env, dims, inputs, context } = formula;
  try {
    if (!sizeConditions(context).every((cond) => holds(cond, (form) => BigInt(at(form, sizes))))) return null;
    const boxes = new Map(inputs.map((name) => [name, boxOf(env.tensors.get(name)?.dims ?? [], sizes)]));
    const output = boxOf(dims, sizes);
    const isEmpty = [...boxes.values(), output].some(({ shape }) => shape.some((n) => n < 1));
    return isEmpty ? null : { sizes, inputs: boxes, output };
  } catch (error) {
    if (error instanceof Uncomputable) return null;
    throw error;
  }
}

function boxOf(dims: readonly Reach[], sizes: Sizes): Box {
  const ends = dims.map(({ lo, hi }) => {
    if (lo === null || hi === null) throw new Uncomputable('a tensor without end');
    return { lo, hi };
  });
  return { first: ends.map(({ lo }) => at(lo, sizes)), shape: ends.map((dim) => at(extent(dim), sizes)) };
}
