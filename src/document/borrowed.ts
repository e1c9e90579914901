// A section that differentiates entries which it does not define speaks of formulas before it: "from the forward formulas
// one sees …". They are those of the earlier section that writes the same tensors, of the same dimensions, if there is one.

import { tensor } from '../term/term.js';
import { withErrorsOfExample } from './exampleErrors.js';
import { dependsOn } from './ingredients.js';
import type { Notebook } from './notebook.js';
import type { Saying } from './sayings.js';
import type { TensorFact } from './tensorFact.js';
import { wholesIn } from './wholesOfEntries.js';
import type { WrittenOut } from './writtenOut.js';
import { errorSign, sharedName } from './writtenOut.js';

/** A section that is over: what it wrote out, and what was known at its end. */
export interface EarlierSection {
  readonly written: WrittenOut;
  readonly notebook: Notebook;
}

/** The notebook with the tensors that an earlier section has written out, where this one uses them and defines none. */
export function borrowed(
  notebook: Notebook,
  written: WrittenOut,
  earlier: readonly EarlierSection[],
): Notebook {
  return withFormulas(withEntries(notebook, written, earlier), written, earlier);
}

/** What a section writes, with what earlier ones say of errors, `\delta_{ij} = \frac{\partial J}{\partial z_{ij}}`. */
export function withErrorsOf(earlier: readonly EarlierSection[], written: WrittenOut): WrittenOut {
  const said = earlier.flatMap((section) => [...section.written.errors]);
  const whole = earlier.flatMap((section) => [...section.written.wholeErrors]);
  return withErrorsOfExample({
    ...written,
    errors: new Map([...said, ...written.errors]),
    wholeErrors: new Map([...whole, ...written.wholeErrors]),
  });
}

/**
 * What earlier sections say of wholes in formulas that are not read, `z^l = W^l a^{l-1} + b^l`, `Y = X * W`, and in those of
 * the entries of layers; the latest counts.
 */
export function saidBefore(earlier: readonly EarlierSection[]): ReadonlyMap<string, readonly Saying[]> {
  return new Map(earlier.flatMap(({ notebook }) => [...wholesIn([notebook.layers]), ...notebook.spoken]));
}

/** Of formulas without shapes: those of the latest section in which something depends on what this one differentiates by. */
function withFormulas(
  notebook: Notebook,
  { differentiated, stated }: WrittenOut,
  earlier: readonly EarlierSection[],
): Notebook {
  const by = [...new Set([...differentiated.values()].flatMap((names) => [...names]))];
  const open = by.filter((name) => notebook.tensor(name) === null && name !== errorSign);
  if (open.length === 0 || open.some((name) => stated.has(name))) return notebook;
  const source = earlier.findLast((section) => open.some((name) => computesWith(section.notebook, name)));
  return source === undefined ? notebook : notebook.withBorrowed(source.notebook);
}

/** Whether something is defined by a formula that uses the tensor, and implies its shape. */
function computesWith(notebook: Notebook, name: string): boolean {
  const own = notebook.tensor(name);
  if (own?.inferred === undefined) return false;
  return [...notebook.tensors.values()].some(
    (fact) =>
      fact !== own &&
      fact.inferred !== undefined &&
      fact.definition !== null &&
      dependsOn(notebook, tensor(fact.name), own.name),
  );
}

/** Of entries that are written one by one. */
function withEntries(notebook: Notebook, written: WrittenOut, earlier: readonly EarlierSection[]): Notebook {
  const used = [...written.tensors].filter(([name]) => name !== errorSign && notebook.tensor(name) === null);
  const defines = used.some(([name]) => written.given.has(sharedName(name)));
  if (used.length === 0 || defines || written.differentiated.size === 0) return notebook;
  const fitting = earlier.filter((section) => fits(section, used, written.numbers)).map(factsOf);
  const [first] = fitting;
  const same = fitting.every(
    (facts) => facts.length === first?.length && facts.every((fact, i) => isSame(fact, first[i])),
  );
  if (first === undefined || !same) return notebook;
  return first.reduce(
    (kept, fact) => (kept.tensor(fact.name) === null ? kept.withTensor({ ...fact, borrowed: true }) : kept),
    notebook,
  );
}

function fits(
  { written, notebook }: EarlierSection,
  used: readonly (readonly [string, readonly number[]])[],
  numbers: ReadonlySet<string>,
): boolean {
  const known = used.every(([name, extents]) => {
    const own = written.tensors.get(name);
    return own?.length === extents.length && extents.every((n, d) => n <= (own[d] ?? 0));
  });
  const defined = used.some(([name]) => notebook.tensor(name)?.definition != null);
  return known && defined && [...numbers].every((name) => written.numbers.has(name));
}

/** The tensors and numbers that a section wrote out, and those behind them. */
function factsOf({ written, notebook }: EarlierSection): readonly TensorFact[] {
  const names = [...written.tensors.keys(), ...written.numbers].filter((name) => name !== errorSign);
  return [...notebook.tensors.values()].filter(({ name }) =>
    names.some((own) => name === own || name.startsWith(`${own}#`)),
  );
}

function isSame(a: TensorFact, b: TensorFact | undefined): boolean {
  return a.name === b?.name && a.dims === b.dims && a.definition === b.definition;
}
