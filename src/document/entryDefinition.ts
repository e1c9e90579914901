// Definitions where only entries are written down: `z_{11} = …`, `z_{12} = …` one after another say what single entries
// are, `z = w_1 x_1 + b` what a number is, and `Z = W*A + b` stands above them where its shape is the one that they span.

import type { Node } from '../../grammar/tree.js';
import { undecided } from '../prove/verdict.js';
import { and, equals, not } from '../term/cond.js';
import { extent, genericEntry, shapeOf } from '../term/env.js';
import { constant, equal, integerValue, variable } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { add, entry, guarded, type Scalar, type Tensor, tensor } from '../term/term.js';
import { asDerivative } from './derivatives.js';
import { dependsOn, spannedIn } from './ingredients.js';
import { splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import { definition, type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { entryName, genericSubscripts, nameOf } from './sides.js';
import type { TensorFact, WrittenEntry } from './tensorFact.js';
import { digitsOf } from './writtenOut.js';

/** What `left = right` defines of a tensor whose entries are written down, or null when it defines nothing. */
export function defineWritten(sides: SideReader, left: Node, right: Node): Outcome | null {
  if (left.tag === 'subscript') return defineEntry(sides, left, right) ?? defineErrors(sides, left, right);
  for (const [matrix, whole] of [
    [right, left],
    [left, right],
  ] as const) {
    const outcome = matrix.tag === 'matrix' ? defineEntriesOf(sides, whole, matrix) : null;
    if (outcome !== null) return outcome;
  }
  const name = nameOf(left);
  const known = name === null ? null : sides.notebook.tensor(name);
  if (known?.written === undefined || known.definition !== null) return null;
  return known.dims?.length === 0 ? defineNumber(sides, known, right) : defineWhole(sides, known, right);
}

/** `z_{11} = …`, the first time. */
function defineEntry(sides: SideReader, left: Node & { tag: 'subscript' }, right: Node): Outcome | null {
  const known = sides.notebook.tensor(nameOf(left.base) ?? '');
  const at = digitsOf(left.subscripts);
  if (known?.written === undefined || known.dims === null || at?.length !== known.dims.length) return null;
  if (known.definition !== null && known.written.length === 0) return null;
  if (known.written.some((given) => given.at.join() === at.join())) return null;
  const body = sides.scalar(right, []);
  const refused = refusal(sides, known, body);
  if (refused !== null) return refused;
  const notebook = withEntries(sides.notebook, known, [...known.written, { at, body }]);
  return { verdict: definition(`defines an entry of ${known.name}`), notebook };
}

/** `X * W + b = [y_{11}, y_{12}; …]`: the matrix that is new, with all its entries in their places, is what is computed. */
function defineEntriesOf(sides: SideReader, whole: Node, matrix: Node & { tag: 'matrix' }): Outcome | null {
  const [first] = matrix.rows.flat();
  const known = sides.notebook.tensor((first === undefined ? null : entryName(first)) ?? '');
  if (known?.written?.length !== 0 || known.definition !== null) return null;
  const inPlace = matrix.rows.every((row, r) =>
    row.every((cell, c) => {
      if (cell.tag !== 'subscript' || sides.notebook.tensor(entryName(cell) ?? '') !== known) return false;
      const at = digitsOf(cell.subscripts)?.join();
      return at === `${r + 1},${c + 1}`;
    }),
  );
  if (!inPlace) return null;
  if (whole.tag === 'sum') return defineWhole(sides, known, whole);
  // Where there is a bias it may be left out of the picture.
  if (whole.tag !== 'product' || sides.setting.circumstances.biased) return null;
  const reading = sides.elaborated(whole);
  if (reading.sort !== 'tensor' || !spans(sides, reading.term, known)) return null;
  const { name, dims } = known;
  if (known.unread || dependsOn(sides.notebook, reading.term, name)) return null;
  const indices = ['k#0', 'l#0'];
  const given = { form: 'entries' as const, indices, body: genericEntry(reading.term, indices) };
  return {
    verdict: definition(`defines ${name}`),
    notebook: sides.notebook.withTensor({ name, dims, definition: given }),
  };
}

/** `\delta_{kl} = \frac{\partial J}{\partial z_{kl}}` for a new δ: it has the shape of Z. */
function defineErrors(sides: SideReader, left: Node & { tag: 'subscript' }, right: Node): Outcome | null {
  const name = nameOf(left.base);
  const derivative = right.tag === 'fraction' ? asDerivative(right) : null;
  const by = derivative?.by ?? null;
  const owner = by === null ? null : entryName(by);
  const dims = owner === null ? null : sides.shapeOfKnown(owner);
  if (name === null || sides.notebook.knows(name) || by?.tag !== 'subscript' || dims === null) return null;
  const [own, theirs] = [left, by].map(({ subscripts }) =>
    genericSubscripts(splitSubscripts(subscripts, dims.length)),
  );
  const indices = (own ?? []).filter((index) => index !== null);
  if (indices.length !== dims.length || own?.join() !== theirs?.join()) return null;
  const body = sides.scalar(right, indices);
  if (sides.stray(body, indices) !== null) return null;
  const notebook = sides.notebook
    .withTensor({ name, dims, definition: { form: 'entries', indices, body } })
    .withLetters(indices);
  return { verdict: definition(`defines ${name}, of the shape of ${owner}`), notebook };
}

/** `z = w_1 x_1 + w_2 x_2 + b` */
function defineNumber(sides: SideReader, known: TensorFact, right: Node): Outcome | null {
  const body = sides.scalar(right, []);
  const refused = refusal(sides, known, body);
  if (refused !== null) return refused;
  const { name, dims } = known;
  const given = { form: 'entries' as const, indices: [], body };
  return {
    verdict: definition(`defines ${name}`),
    notebook: sides.notebook.withTensor({ name, dims, definition: given }),
  };
}

/** Why a formula is not taken for a definition of `known`. */
function refusal(sides: SideReader, known: TensorFact, body: Scalar): Outcome | null {
  const { notebook } = sides;
  if (known.unread) return { verdict: undecided(`something was said of ${known.name} that was not read`) };
  const stray = sides.stray(body, []);
  if (stray !== null) return { verdict: unread(`what ${stray} ranges over is not stated here`) };
  if (dependsOn(notebook, body, known.name)) return { verdict: undecided(`${known.name} on both sides`) };
  const used = [...notebook.tensors.values()].some(
    (fact) =>
      fact.name !== known.name &&
      fact.definition !== null &&
      dependsOn(notebook, tensor(fact.name), known.name),
  );
  const begun = (known.written ?? []).length > 0;
  return used && !begun
    ? { verdict: undecided(`perhaps an assumption about ${known.name}`), assumption: true }
    : null;
}

/** The name of the entries that the text has not defined; no reader sees the mark. */
function restOf(name: string): string {
  return `${name}#0`;
}

/** z with the entries that are given; the others are unknowns of their own. */
function withEntries(notebook: Notebook, fact: TensorFact, written: readonly WrittenEntry[]): Notebook {
  const { name, dims } = fact;
  if (dims === null) return notebook;
  const indices = dims.map((_, d) => `${'klrs'[d] ?? `k${d}`}#0`);
  const here = ({ at }: WrittenEntry) =>
    and(at.map((n, d) => equals(variable(indices[d] as string), constant(n))));
  const rest = tensor(restOf(name));
  const given = written.map((one) => guarded(here(one), one.body));
  const others = guarded(and(written.map((one) => not(here(one)))), entry(rest, indices.map(variable)));
  const body = add(isComplete({ ...fact, written }) ? given : [...given, others]);
  return notebook
    .withTensor({ name: restOf(name), dims, definition: null })
    .withTensor({ name, dims, definition: { form: 'entries', indices, body }, written });
}

/** Whether every entry that the tensor's shape has is defined. */
export function isComplete({ dims, written }: TensorFact): boolean {
  const extents = (dims ?? []).map(({ hi }) => Number(integerValue(hi) ?? Number.POSITIVE_INFINITY));
  return written === undefined || written.length === extents.reduce((count, n) => count * n, 1);
}

/** `Z = W*A + b`, where this has the shape that the entries of Z span; a number is added to every entry. */
function defineWhole(sides: SideReader, known: TensorFact, right: Node): Outcome | null {
  const terms = right.tag === 'sum' ? right.terms : [{ sign: '+' as const, term: right }];
  const isNumber = (node: Node): boolean => {
    const named = sides.notebook.tensor(nameOf(node) ?? '');
    return named?.dims?.length === 0;
  };
  const numbers = terms.filter(({ term }) => isNumber(term));
  const others = terms.filter(({ term }) => !isNumber(term));
  const [only] = others;
  if (only === undefined) return null;
  const whole: Node =
    others.length === 1 && only.sign === '+' ? only.term : { tag: 'sum', range: right.range, terms: others };
  const reading = sides.elaborated(whole);
  if (reading.sort !== 'tensor') return null;
  const { name, dims } = known;
  // Shapes that the text states are shapes; then the entries of Z that are written need not be all.
  if (numbers.length === 0 && spannedIn(sides.notebook, [right]) === null) return null;
  if (dims === null || !spans(sides, reading.term, known))
    return { verdict: undecided(`the entries that are written of ${name} do not span this shape`) };
  if (dependsOn(sides.notebook, reading.term, name)) return { verdict: undecided(`${name} on both sides`) };
  const indices = dims.map((_, d) => `${'klrs'[d] ?? `k${d}`}#0`);
  const added = numbers.map(({ sign, term }) =>
    sides.scalar({ tag: 'sum', range: term.range, terms: [{ sign, term }] }, []),
  );
  const body = add([genericEntry(reading.term, indices), ...added]);
  if (numbers.length > 0)
    sides.note(`${numbers.map(({ term }) => nameOf(term)).join(' and ')} added to every entry`);
  return {
    verdict: definition(`defines ${name}`),
    notebook: sides.notebook.withTensor({ name, dims, definition: { form: 'entries', indices, body } }),
  };
}

/** Whether a tensor has the shape that the entries written of another one span. */
function spans(sides: SideReader, term: Tensor, { dims }: TensorFact): boolean {
  try {
    const shape = shapeOf(sides.notebook.context().env, term);
    return (
      dims !== null &&
      shape.length === dims.length &&
      shape.every((dim, d) => equal(extent(dim), dims[d]?.hi ?? constant(0)))
    );
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    return false;
  }
}

/** The notebook after a relation that could not be read: what it says of its left side is not known. */
export function withUnread(notebook: Notebook, left: Node): Notebook {
  const fact = notebook.tensor(entryName(left) ?? nameOf(left) ?? '');
  return fact?.written === undefined ? notebook : notebook.withTensor({ ...fact, unread: true });
}
