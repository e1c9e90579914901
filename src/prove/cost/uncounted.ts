// What cannot be counted, and why.

/** Thrown where no count can be given; `message` says why. */
export class Uncounted extends Error {
  override readonly name = 'Uncounted';
}
