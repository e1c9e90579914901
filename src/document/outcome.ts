// What comes of a relation of a document, and the verdicts that only documents have.

import type { Question } from '../prove/repair/index.js';
import type { Verdict } from '../prove/verdict.js';
import type { Notebook } from './notebook.js';

/** The verdict on a relation, and what the notebook holds after it. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly reading?: string | null;
  readonly notebook?: Notebook;
  /** It may be an assumption for what follows, which is not kept. */
  readonly assumption?: boolean;
  /** Of what is false: where a repair is to be looked for. */
  readonly question?: Question;
}

/** It introduces something; `message` says what. */
export function definition(message: string): Verdict {
  return { verdict: 'definition', message };
}

/** It could not be read; `reason` says what stands in the way. */
export function unread(reason: string): Verdict {
  return { verdict: 'skipped', message: `not read: ${reason}` };
}
