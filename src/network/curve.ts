// The losses of training as a curve in text, on a scale of powers of ten.

const [width, height] = [60, 10];

/** Eighths of a line, from none to the whole. */
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One column for equally many steps, the mean of their losses; empty where there are none. */
export function curve(losses: readonly number[]): string {
  const positive = losses.filter((loss) => loss > 0 && Number.isFinite(loss));
  if (positive.length < 2) return '';
  const columns = Array.from(
    { length: Math.min(width, positive.length) },
    (_, c, n = Math.min(width, positive.length)) => {
      const part = positive.slice(
        Math.floor((c * positive.length) / n),
        Math.floor(((c + 1) * positive.length) / n),
      );
      return Math.log10(part.reduce((sum, loss) => sum + loss, 0) / part.length);
    },
  );
  const [low, high] = [Math.min(...columns), Math.max(...columns)];
  const levels = columns.map((x) => (high === low ? 1 : 1 + ((x - low) / (high - low)) * (8 * height - 1)));
  const lines = Array.from({ length: height }, (_, line) => {
    const bottom = 8 * (height - 1 - line);
    const bars = levels
      .map((level) => eighths[Math.min(8, Math.max(0, Math.round(level - bottom)))])
      .join('');
    const label = line === 0 ? 10 ** high : line === height - 1 ? 10 ** low : null;
    return `${(label === null ? '' : label.toPrecision(2)).padStart(8)} │${bars.trimEnd()}\n`;
  });
  return `${lines.join('')}${' '.repeat(9)}└${'─'.repeat(columns.length)} ${losses.length} steps\n`;
}
