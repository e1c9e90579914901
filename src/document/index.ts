// Documents: text in, verdicts out.

import { defaultOptions, type ProveOptions, type Verdict } from '../prove/claim.js';
import type { Repair } from '../prove/repair/index.js';
import { readDocument } from './reader.js';
import { positionAt, scan } from './scan.js';

export interface DocumentOptions extends Partial<ProveOptions> {
  readonly as: 'md' | 'tex';
}

/** A relation of a document, placed by line and column (from 1, UTF-16 units). */
export interface DocumentClaim {
  readonly name: string | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly source: string;
  readonly reading: string | null;
  readonly verdict: Verdict;
  /** Of a refuted claim, what would make it provable. */
  readonly repair: Repair | null;
  readonly milliseconds: number;
}

/** The verdicts on every relation in every formula of a Markdown or TeX text. */
export function judgeDocument(text: string, options: DocumentOptions): readonly DocumentClaim[] {
  const place = positionAt(text);
  const judged = readDocument(scan(text, options.as), { ...defaultOptions, ...options });
  return judged.map(({ start, end, ...claim }) => {
    const from = place(start);
    const to = place(end);
    return {
      name: null,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      ...claim,
    };
  });
}
