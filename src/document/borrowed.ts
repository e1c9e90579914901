// A section that differentiates entries which it does not define speaks of formulas before it: "from the forward formulas
// one sees …". They are those of the earlier section that writes the same tensors, of the same dimensions, if there is one.

import type { Notebook, TensorFact } from './notebook.js';
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
