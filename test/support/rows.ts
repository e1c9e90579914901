import { test } from 'vitest';

/**
 * One test a row, the row being its title: `rows((text, value) => …, [['1 + 1', 2]])`. A row is registered before
 * anything is computed, so that none can pass by not existing.
 */
export function rows<Row extends readonly unknown[]>(
  judge: (...row: Row) => void | Promise<void>,
  table: readonly Row[],
): void {
  if (table.length === 0) throw new Error('a table without rows tests nothing');
  for (const row of table) {
    const title = row.map((cell) => (typeof cell === 'string' ? cell : JSON.stringify(cell))).join('  |  ');
    test(title, () => judge(...row));
  }
}
