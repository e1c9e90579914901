// A picture that has what photographs have: light that falls off, things with edges, a horizon, and some noise.

import { Random } from './random.js';

/** Rows of grey values from 0 to 1. */
export function picture(rows: number, columns: number, seed = 1): Float64Array {
  const random = new Random(seed);
  const entries = new Float64Array(rows * columns);
  for (let place = 0; place < entries.length; place++) {
    const [i, j] = [Math.floor(place / columns) / rows, (place % columns) / columns];
    const sky = 0.85 - 0.5 * i;
    const field = 0.3 + 0.12 * Math.sin(40 * j + 25 * i * i);
    const isHouse = i > 0.35 && i < 0.8 && j > 0.15 && j < 0.5;
    const isRoof = i > 0.18 && i <= 0.35 && Math.abs(j - 0.325) < (i - 0.18) * 1.3;
    const isWindow = i > 0.45 && i < 0.58 && ((j > 0.2 && j < 0.29) || (j > 0.36 && j < 0.45));
    const isSun = (i - 0.2) ** 2 + (j - 0.75) ** 2 < 0.01;
    const scene = isWindow
      ? 0.15
      : isHouse
        ? 0.75 - 0.4 * (j - 0.15)
        : isRoof
          ? 0.4
          : isSun
            ? 1
            : i > 0.6
              ? field
              : sky;
    entries[place] = Math.min(1, Math.max(0, scene + 0.17 * (random.next() - 0.5)));
  }
  return entries;
}
