// A scanned document, section by section: what a section says further on is looked for before it is read.

import type { ProveOptions } from '../prove/verdict.js';
import { withoutBars } from './barred.js';
import { withBold } from './bold.js';
import { withCapitals } from './capitals.js';
import { circumstancesOf, usageOf } from './circumstances.js';
import type { ReadClaim } from './claimList.js';
import { agreed, type Conventions, noConventions } from './conventions.js';
import { withConvolvedValues } from './convolvedValues.js';
import { withCostGradients } from './costGradients.js';
import { withEntryLetters } from './entryLetters.js';
import { entriesFurtherOn, forwardFormulas } from './forward.js';
import { withGradients } from './gradientSigns.js';
import { withoutLossArguments } from './lossCalls.js';
import { withoutNorms } from './norms.js';
import { namesOfFormula } from './parsed.js';
import { Reader } from './reader.js';
import type { Piece } from './scan.js';
import { withBareSigns } from './signSubscripts.js';
import { withSizeNames } from './sizeNames.js';
import { rangesStated } from './statedRanges.js';
import { shapesStated } from './statedShapes.js';
import { withoutThousands } from './thousands.js';
import { writtenOut } from './writtenOut.js';

/** How many pieces after a formula may say what it is under: words and formulas by turns. */
const reach = 8;

/** Verdicts on a scanned document, in reading order. */
export function readDocument(
  written: readonly Piece[],
  options: ProveOptions,
  conventions: Conventions = noConventions,
  lineOf?: (offset: number) => number | null,
): readonly ReadClaim[] {
  const named = withSizeNames(
    withCapitals(
      withBareSigns(withBold(withCostGradients(withoutNorms(withoutThousands(withoutBars(written)))))),
    ),
  );
  const pieces = withConvolvedValues(withEntryLetters(withGradients(withoutLossArguments(named))));
  const formulas = pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
  const names = new Set(formulas.flatMap((formula) => [...namesOfFormula(formula)]));
  const reader = new Reader(options, names, lineOf);
  const usage = usageOf(pieces);
  const ranges = rangesStated(pieces);
  pieces.forEach((piece, i) => {
    if (i === 0 || piece.kind === 'heading') {
      const section = sectionFrom(pieces, i);
      const circumstances = agreed(circumstancesOf(section, usage), conventions);
      const limits = new Map([...ranges, ...rangesStated(section)]);
      reader.lookAhead({
        later: shapesStated(section),
        limits,
        written: writtenOut(section),
        forward: forwardFormulas(section),
        entries: entriesFurtherOn(section),
        circumstances,
      });
    }
    reader.take(piece, pieces.slice(i + 1, i + 1 + reach));
  });
  return reader.claims.all;
}

/** The pieces up to the next heading. */
function sectionFrom(pieces: readonly Piece[], start: number): readonly Piece[] {
  const next = pieces.findIndex((piece, i) => i > start && piece.kind === 'heading');
  return pieces.slice(start, next === -1 ? pieces.length : next);
}
