// What a sign may mean in the book at hand: a formula that is false as the signs are read, and true as they are read
// elsewhere, is not called false.

import { judge } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import type { ClaimReading, IndexDecl } from '../term/context.js';
import type { Scalar, Tensor } from '../term/term.js';
import { operationsIn } from './ingredients.js';
import { exchanging, Orders } from './kernelFirst.js';
import type { Notebook } from './notebook.js';
import { type Meaning, reinterpret, renaming } from './reinterpret.js';
import type { SideReader } from './sideReader.js';

/** Would it hold if the sign meant another operation? Then the book may have another convention. */
export function otherConvention(sides: SideReader, claim: ClaimReading): Verdict | null {
  const { circumstances, options } = sides.setting;
  if (!operationsIn(sides.notebook, [claim.leftNode, claim.rightNode]).convolves) return null;
  const meanings: readonly (readonly [string, Meaning])[] = [
    [
      'with the other operand as the kernel, of which the text does not say which it is',
      exchanging(new Orders(sides.notebook, circumstances.roles)),
    ],
    [
      'with full padding',
      renaming(new Map([['(*)', 'full'], ...(circumstances.bothSigns ? [] : [['*', 'full'] as const])])),
    ],
    ...(circumstances.bothSigns
      ? []
      : [['with * as mathematical convolution', renaming(new Map([['*', '(*)']]))] as const]),
  ];
  for (const [as, meaning] of meanings) {
    const notebook = sides.notebook.withOperations(meaning);
    const [left, right] = [claim.left, claim.right].map((r) =>
      r.sort === 'index'
        ? r
        : r.sort === 'scalar'
          ? { ...r, term: reinterpret(r.term, meaning) as Scalar }
          : { ...r, term: reinterpret(r.term, meaning) as Tensor },
    );
    if (left === undefined || right === undefined) continue;
    const context = { ...notebook.context(), indices: indicesOf(sides, claim, notebook) };
    const verdict = judge(context, { ...claim, left, right }, options);
    if (verdict.verdict === 'proved') return undecided(`false as it stands, true ${as}`);
  }
  return null;
}

function indicesOf(sides: SideReader, claim: ClaimReading, notebook: Notebook): readonly IndexDecl[] {
  const own = sides
    .reading(notebook)
    .genericOfLeft(claim.leftNode)
    .map((g) => notebook.resolvedIndex(g));
  return [...notebook.context().indices.filter((index) => !own.some((g) => g.name === index.name)), ...own];
}
