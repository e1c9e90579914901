// What a search for a refutation is about, and when it ends.

import { SetsLimit } from './limit.js';

/** What a search looks at first, and when it ends, in milliseconds since 1970. */
export interface Aim {
  readonly focus: ReadonlySet<string>;
  readonly until: number;
}

/** Throws SetsLimit at the time `until`. */
export function tick(until: number): void {
  if (Date.now() > until) throw new SetsLimit('time', 'the time limit was reached');
}
