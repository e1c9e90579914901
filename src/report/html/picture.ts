// A matrix drawn as a grid: what is used of it is filled, the zeros around it are dashed.

import type { Cell, Grid } from '../../explain/picture.js';
import { escaped } from './escape.js';

/** The side of a cell, in units of the drawing. */
const side = 26;

/** The grid as SVG. */
export function drawn({ rows, isOutput }: Grid): string {
  const width = Math.max(0, ...rows.map((row) => row.length)) * side;
  const height = rows.length * side;
  const kind = isOutput ? 'output' : 'input';
  // What is used lies over the rest, so that its edges are whole.
  const cells = rows.flatMap((row, i) => row.map((cell, j) => ({ cell, i, j })));
  const ordered = [...cells.filter(({ cell }) => !cell.isUsed), ...cells.filter(({ cell }) => cell.isUsed)];
  const shapes = ordered.map(({ cell, i, j }) => square(cell, i, j)).join('');
  return `<svg class="${kind}" width="${width + 4}" height="${height + 4}" viewBox="-2 -2 ${width + 4} ${height + 4}" aria-hidden="true">${shapes}</svg>`;
}

function square({ isUsed, isInside, text }: Cell, row: number, column: number): string {
  const kinds = [...(isUsed ? ['used'] : []), ...(isInside ? [] : ['outside'])];
  const box = `<rect x="${column * side}" y="${row * side}" width="${side}" height="${side}"${kinds.length === 0 ? '' : ` class="${kinds.join(' ')}"`}/>`;
  if (text === '') return box;
  const [x, y] = [(column + 0.5) * side, (row + 0.5) * side];
  return `${box}<text x="${x}" y="${y}">${escaped(text)}</text>`;
}
