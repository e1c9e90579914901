// Counts by family, times, and every failure in full.

import { kindOf } from './failure.js';
import type { Report } from './run.js';

interface Row {
  statements: number;
  proved: number;
  refuted: number;
  /** Refuted at sizes below which brute force finds nothing. */
  smallest: number;
  unknown: number;
  /** Unknown, but with the strides named for which it holds. */
  instances: number;
  illFormed: number;
  wrong: number;
  /** Slips that brute force finds different somewhere. */
  different: number;
  readonly times: number[];
}

const columns = [
  'family',
  'statements',
  'proved',
  'refuted',
  'at smallest',
  'unknown',
  'with strides named',
  'ill-formed',
  'wrong',
  'differ by brute force',
  'ms median',
  '95 %',
  'max',
] as const;

export class Tally {
  readonly #rows = new Map<string, Row>();
  readonly #failures = new Map<string, Report[]>();
  #slowest: readonly { readonly milliseconds: number; readonly report: Report }[] = [];
  statements = 0;
  failures = 0;

  note(report: Report): void {
    const row = this.#row(report.family);
    this.statements++;
    row.statements++;
    let failed = false;
    for (const finding of report.findings) {
      const { outcome, brute, wrong, message, milliseconds } = finding;
      if (outcome === 'ill-formed') row.illFormed++;
      else row[outcome]++;
      if (outcome === 'unknown' && /it holds for/.test(message)) row.instances++;
      if (wrong !== null) row.wrong++;
      if (finding.smallest) row.smallest++;
      if (brute === 'differs') row.different++;
      row.times.push(milliseconds);
      const slow = [...this.#slowest, { milliseconds, report }];
      this.#slowest = slow.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
      const kind = kindOf(finding);
      if (kind === null || failed) continue;
      failed = true;
      this.failures++;
      this.#failures.set(kind, [...(this.#failures.get(kind) ?? []), report]);
    }
  }

  #row(family: string): Row {
    let row = this.#rows.get(family);
    if (row === undefined) {
      row = {
        statements: 0,
        proved: 0,
        refuted: 0,
        smallest: 0,
        unknown: 0,
        instances: 0,
        illFormed: 0,
        wrong: 0,
        different: 0,
        times: [],
      };
      this.#rows.set(family, row);
    }
    return row;
  }

  /** The table, then failures by kind, the most frequent kind first. */
  show(): string {
    const rows = [...this.#rows].map(([family, row]) => cells(family, row));
    const all = [...this.#rows.values()].reduce(added);
    const table = [columns, ...rows, cells('all', all)];
    const widths = columns.map((_, i) => Math.max(...table.map((line) => (line[i] ?? '').length)));
    const lines = table.map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    );
    const kinds = [...this.#failures].sort(([a, x], [b, y]) =>
      a.startsWith('WRONG') === b.startsWith('WRONG') ? y.length - x.length : a.startsWith('WRONG') ? -1 : 1,
    );
    const slow = this.#slowest.map(
      ({ milliseconds, report }) =>
        `  ${report.family} ${report.which}: ${milliseconds.toFixed(0)} ms\n    ${report.text}`,
    );
    return [...lines, '\nslowest', ...slow, ...kinds.map(([kind, reports]) => showKind(kind, reports))].join(
      '\n',
    );
  }
}

function added(a: Row, b: Row): Row {
  return {
    statements: a.statements + b.statements,
    proved: a.proved + b.proved,
    refuted: a.refuted + b.refuted,
    smallest: a.smallest + b.smallest,
    unknown: a.unknown + b.unknown,
    instances: a.instances + b.instances,
    illFormed: a.illFormed + b.illFormed,
    wrong: a.wrong + b.wrong,
    different: a.different + b.different,
    times: [...a.times, ...b.times],
  };
}

function cells(family: string, row: Row): readonly string[] {
  const times = row.times.toSorted((a, b) => a - b);
  const at = (part: number): string => (times[Math.ceil(part * times.length) - 1] ?? 0).toFixed(1);
  const counts = [
    row.statements,
    row.proved,
    row.refuted,
    row.smallest,
    row.unknown,
    row.instances,
    row.illFormed,
    row.wrong,
    row.different,
  ];
  return [family, ...counts.map(String), at(0.5), at(0.95), at(1)];
}

function showKind(kind: string, reports: readonly Report[]): string {
  const shortest = [...reports].sort((a, b) => shown(a).length - shown(b).length);
  const lines = shortest.map((report) => {
    const { family, which, made, findings } = report;
    const about = findings
      .map(
        ({ outcome, wrong, message, brute }) =>
          `${outcome} (${[wrong, message, `brute force: ${brute}`].filter((s) => s !== null).join('; ')})`,
      )
      .join(' / ');
    return `  ${family} ${which}, ${made}: ${about}\n    ${shown(report)}`;
  });
  return [`\n${reports.length} × ${kind}`, ...lines].join('\n');
}

function shown({ text, smallest }: Report): string {
  return smallest ?? text;
}
