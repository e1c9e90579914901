// `convproof arch NAME`: the layers of a well-known network, with what each costs.

import { architectures } from '../network/architectures.js';
import { type Row, type Table, tableOf } from '../network/table.js';
import { version } from '../report/version.js';
import { UserError } from './input.js';
import { print } from './output.js';

export interface ArchOptions {
  readonly format: 'text' | 'json';
  /** Rows and columns of the picture. */
  readonly input?: readonly number[];
}

/** Throws UserError where no architecture has the name, or the picture is too small. */
export function arch(name: string, { format, input }: ArchOptions): void {
  // ResNet-18 is resnet18.
  const plain = name.toLowerCase().replaceAll('-', '');
  const found = architectures.find((architecture) => architecture.name === plain);
  if (found === undefined)
    throw new UserError(`no architecture ${name}: ${architectures.map((other) => other.name).join(', ')}`);
  const table = tableAt(found, input);
  if (format === 'json')
    print(`${JSON.stringify({ tool: { name: 'convproof', version }, ...table }, null, 2)}\n`);
  else print(tableText(table));
}

function tableAt(found: (typeof architectures)[number], input: readonly number[] | undefined): Table {
  try {
    return tableOf(found, input === undefined ? found.input : [found.input[0] as number, ...input]);
  } catch (error) {
    if (input !== undefined && error instanceof Error)
      throw new UserError(`${found.name} does not take ${input.join('×')}: ${error.message}`);
    throw error;
  }
}

/**
 *     layer  what it is        output   field  parameters  multiplications
 *     conv1  convolution 5×5  6×24×24    5×5         156           86,400
 */
function tableText({ name, about, input, rows, parameters, multiplications }: Table): string {
  const cells = [
    ['layer', 'what it is', 'output', 'field', 'parameters', 'multiplications'],
    ...rows.map((row) => [
      row.name,
      row.layer + sources(row, rows),
      row.output.join('×'),
      row.field?.join('×') ?? 'all',
      count(row.parameters),
      count(row.multiplications),
    ]),
    ['total', '', '', '', count(parameters), count(multiplications)],
  ];
  const widths = (cells[0] as string[]).map((_, column) =>
    Math.max(...cells.map((line) => (line[column] as string).length)),
  );
  const lines = cells.map((line) =>
    line
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  );
  return `${name}: ${about}, from ${input.join('×')}\n\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}`;
}

/** What a layer takes, where that is not the one before it. */
function sources({ name, from }: Row, rows: readonly Row[]): string {
  const before = rows[rows.findIndex((row) => row.name === name) - 1]?.name ?? 'input';
  return from.length === 1 && from[0] === before ? '' : ` of ${from.join(', ')}`;
}

/** `1,234`; nothing for 0. */
function count(n: number): string {
  return n === 0 ? '' : `${n}`.replace(/\B(?=(\d{3})+$)/g, ',');
}
