// Medians of repeated runs, and tables of them.

/** The results of at least `least` runs that take `most` ms together; the first run only warms up. */
export function repeated(work, least = 7, most = 200) {
  work();
  const results = [];
  const begin = performance.now();
  while (results.length < least || performance.now() - begin < most) results.push(work());
  return results;
}

export function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds of processor time, which does not grow with what else the machine does. */
export function processorTime(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The median. */
export function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** Rows of cells as lines, the first column to the left, numbers to the right. */
export function table(head, rows) {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : String(cell))),
  );
  const widths = head.map((_, c) => Math.max(...lines.map((line) => line[c].length)));
  return lines
    .map((line) =>
      line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  '),
    )
    .join('\n');
}
