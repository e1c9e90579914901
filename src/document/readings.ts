// The same sign means different operations in different books, and often what is meant shows in the shapes: valid
// part or full padding, correlation or mathematical convolution, a stride. The readings of a formula on matrices of
// numbers, the literal one first, each with its name.

import { type Env, shapeOf } from '../term/env.js';
import { constant, integerValue, type Poly } from '../term/poly.js';
import { isPoly, op, type Tensor } from '../term/term.js';
import { exchanged, operandsOf } from './kernelFirst.js';

export interface NamedReading {
  readonly term: Tensor;
  readonly as: string;
  /** What the reading supposes: the other operation or operand first, more padding, a stride, or products entry by entry. */
  readonly supposes: 'operation' | 'order' | 'padding' | 'entrywise' | { readonly stride: bigint };
}

/** Other readings of the outermost convolution sign of `tensor`, none if there is no such sign. */
export function otherReadings(env: Env, tensor: Tensor): readonly NamedReading[] {
  if (tensor.tag !== 'op' || operandsOf(tensor) === null) return [];
  const exchange = exchanged(tensor);
  const paddings = readingsInOrder(env, exchange).filter(({ supposes }) => supposes === 'padding');
  const turned = [{ term: exchange, as: 'it stands' }, ...paddings].map(
    ({ term, as }): NamedReading => ({
      term,
      as: `${as}, with the other operand as the kernel`,
      supposes: 'order',
    }),
  );
  return [...readingsInOrder(env, tensor), ...turned];
}

/** Those that leave the operands in their places. */
function readingsInOrder(env: Env, tensor: Tensor): readonly NamedReading[] {
  if (tensor.tag !== 'op' || (tensor.op !== '*/2,2' && tensor.op !== '(*)/2,2')) return [];
  const [kernel, input] = tensor.args;
  if (kernel === undefined || input === undefined || isPoly(kernel) || isPoly(input)) return [];
  const [same, other] =
    tensor.op === '*/2,2'
      ? ['correlation', 'mathematical convolution']
      : ['mathematical convolution', 'correlation'];
  const swapped = tensor.op === '*/2,2' ? '(*)/2,2' : '*/2,2';
  const [m, n] = sizes(env, kernel);
  const [i, j] = sizes(env, input);
  if (m === null || n === null || i === null || j === null) return [];
  const padded = (p: bigint, q: bigint): Tensor => op('pad/2,_,_', [input, constant(p), constant(q)]);
  const full = padded(m - 1n, n - 1n);
  const readings: NamedReading[] = [
    { term: op(swapped, [kernel, input]), as: other as string, supposes: 'operation' },
    {
      term: tensor.op === '(*)/2,2' ? op('full/2,2', [kernel, input]) : op(tensor.op, [kernel, full]),
      as: `${same} with full padding`,
      supposes: 'padding',
    },
    { term: op(swapped, [kernel, full]), as: `${other} with full padding`, supposes: 'operation' },
  ];
  if (m % 2n === 1n && n % 2n === 1n && (m > 1n || n > 1n)) {
    const around = padded((m - 1n) / 2n, (n - 1n) / 2n);
    readings.push({
      term: op(tensor.op, [kernel, around]),
      as: `${same} with padding ${m === n ? (m - 1n) / 2n : `${(m - 1n) / 2n} by ${(n - 1n) / 2n}`}`,
      supposes: 'padding',
    });
  }
  if (m === i && n === j)
    readings.push({
      term: op('.*/2,2', [kernel, input]),
      as: 'the product entry by entry',
      supposes: 'entrywise',
    });
  for (const s of [2n, 3n]) {
    readings.push({
      term: strided(tensor, s, (i - m) / s + 1n, (j - n) / s + 1n),
      as: `${same} with stride ${s}`,
      supposes: { stride: s },
    });
  }
  return readings;
}

function strided(tensor: Tensor, step: bigint, rows: bigint, columns: bigint): Tensor {
  const args: Poly[] = [constant(step), constant(step), constant(rows), constant(columns)];
  return op('stride/2,_,_,_,_', [tensor, ...args]);
}

/** Rows and columns of a matrix, where they are numbers. */
function sizes(env: Env, tensor: Tensor): readonly [bigint | null, bigint | null] {
  const [rows, columns] = shapeOf(env, tensor);
  return [
    rows === undefined ? null : integerValue(rows.hi),
    columns === undefined ? null : integerValue(columns.hi),
  ];
}
