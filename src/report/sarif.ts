// Reports for code scanning: SARIF, the Static Analysis Results Interchange Format (OASIS standard, version 2.1.0).
// What is refuted or ill-formed is an error; what is not decided or not understood is open, and no fault.

import { pathToFileURL } from 'node:url';
import type { ClaimReport, FileReport, Report, VerdictKind } from './report.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The verdicts that a log of problems has, and what they mean. */
const rules = {
  refuted: 'The two sides of a relation differ for some sizes.',
  'ill-formed': 'A formula has no meaning as it stands.',
  unknown: 'A relation was understood but not decided.',
} as const satisfies Partial<Record<VerdictKind, string>>;

type Rule = keyof typeof rules;

const ruleIds = Object.keys(rules) as readonly Rule[];

/** The report as a SARIF log of one run. */
export function sarifLog({ tool, files }: Report): object {
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...tool, rules: ruleIds.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap((file) => file.claims.flatMap((claim) => resultsOf(file, claim))),
        invocations: [
          {
            executionSuccessful: files.every(({ error }) => error === undefined),
            toolExecutionNotifications: files.flatMap(notificationsOf),
          },
        ],
      },
    ],
  };
}

function ruleOf(id: Rule): object {
  return {
    id,
    shortDescription: { text: rules[id] },
    defaultConfiguration: { level: id === 'unknown' ? 'none' : 'error' },
  };
}

function resultsOf(file: FileReport, claim: ClaimReport): readonly object[] {
  const { verdict, source, name } = claim;
  const { line, column, endLine, endColumn } = claim.file ?? claim;
  const ruleIndex = (ruleIds as readonly VerdictKind[]).indexOf(verdict);
  if (ruleIndex < 0) return [];
  const open = verdict === 'unknown';
  return [
    {
      ruleId: verdict,
      ruleIndex,
      kind: open ? 'open' : 'fail',
      level: open ? 'none' : 'error',
      message: { text: sentenceOf(claim) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file.path) },
            region: {
              startLine: line,
              startColumn: column,
              endLine,
              endColumn,
              snippet: { text: source },
            },
          },
          ...(name === undefined ? {} : { logicalLocations: [{ name, kind: 'theorem' }] }),
        },
      ],
      ...fixOf(file, claim),
    },
  ];
}

/** The repair as replacements, which a reader of the log can make. */
function fixOf({ path }: FileReport, { repair, cell }: ClaimReport): object {
  // In the file of a notebook the text would have to be written as JSON.
  if (repair?.edits === undefined || cell !== undefined) return {};
  const replacements = repair.edits.map(({ line, column, endLine, endColumn, text }) => ({
    deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
    insertedContent: { text },
  }));
  const description = { text: `${repair.source}: proved for ${repair.scope}` };
  const artifactLocation = { uri: uriOf(path) };
  return { fixes: [{ description, artifactChanges: [{ artifactLocation, replacements }] }] };
}

/** The message, and the repair where there is one. */
export function sentenceOf({ message, repair }: ClaimReport): string {
  return repair === undefined
    ? message
    : `${message}; did you mean ${repair.source}? that is proved for ${repair.scope}`;
}

/** A file that could not be read, and what was left alone in one. */
function notificationsOf({ path, error, notes = [] }: FileReport): readonly object[] {
  const remarks = notes.map((note) => ({ level: 'note', ...(note.file ?? note), message: note.message }));
  const failures = error === undefined ? [] : [{ level: 'error', ...error }];
  return [...failures, ...remarks].map(({ level, message, line, column }) => {
    const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
    return {
      level,
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...region } }],
    };
  });
}

/** A relative path as a relative reference, an absolute one as a file URI. */
function uriOf(path: string): string {
  if (path === '-' || path === '-e') return 'stdin';
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return pathToFileURL(path).href;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
