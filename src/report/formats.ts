// The ways to write a report down. What is shown of a file is made where the file was judged, perhaps on another
// thread; the whole is put together at the end. The formats for people to read as pages are loaded when asked for.

import { githubCommands } from './github.js';
import type { JudgedFile } from './judge.js';
import type { FileReport, Kind, Report } from './report.js';
import { sarifLog } from './sarif.js';
import type { Style } from './style.js';
import { showFile, showSummary } from './text.js';

/** How a file is shown; `number` is its place among all. */
export interface Showing {
  readonly kind: Kind;
  readonly style: Style;
  readonly quiet: boolean;
  readonly number: number;
  /** Commands that the documents have besides their own. */
  readonly macros: Readonly<Record<string, string>>;
}

/** What is known at the end. */
export interface Ending {
  readonly style: Style;
  readonly quiet: boolean;
  readonly milliseconds: number;
}

interface Format {
  readonly file: (judged: JudgedFile, report: FileReport, showing: Showing) => string | Promise<string>;
  /** `shown` has a text for each file. */
  readonly whole: (report: Report, shown: readonly string[], ending: Ending) => string | Promise<string>;
  /** What is shown of a file may be printed before all are judged; the whole comes after it. */
  readonly flows: boolean;
}

const nothing = (): string => '';

export const formats = {
  text: {
    file: (judged, _, { style, quiet }) => showFile(judged, style, quiet),
    whole: ({ files }, _, { milliseconds, style, quiet }) =>
      quiet ? '' : showSummary(files, milliseconds, style),
    flows: true,
  },
  json: { file: nothing, whole: asJson, flows: false },
  sarif: { file: nothing, whole: (report) => asJson(sarifLog(report)), flows: false },
  github: { file: nothing, whole: githubCommands, flows: false },
  markdown: {
    file: async (judged, report, { kind, number }) =>
      (await import('./markdown.js')).markdownFile(judged, report, kind, number),
    whole: async (report, shown) => (await import('./markdown.js')).markdownReport(report, shown),
    flows: false,
  },
  html: {
    file: async (judged, _, { kind, number, macros }) =>
      (await import('./html/section.js')).sectionOf(judged, kind, number, macros),
    whole: async (report, shown) => (await import('./html/page.js')).pageOf(report, shown),
    flows: false,
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;

function asJson(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
