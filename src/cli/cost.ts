// `convproof cost TEXT` and `cost FILE.conv#NAME`: how many operations, parameters and outputs a formula has, as
// polynomials in its sizes, and as numbers where these are given.

import type { Assignment } from '../kernel/evaluate.js';
import { defaultOptions } from '../prove/verdict.js';
import { type CostReport, costText } from '../report/cost.js';
import { version } from '../report/version.js';
import type { CommonOptions } from './check.js';
import { costsOf, type Given, type UncountedReport } from './costs.js';
import { readText, UserError } from './input.js';
import { exitWith, print } from './output.js';

export interface CostOptions extends CommonOptions {
  readonly sizes: Assignment;
  readonly parameters?: readonly string[];
}

/** `cost TEXT`. Throws UserError for everything a person can mend. */
export async function cost(source: string, options: CostOptions): Promise<void> {
  const start = performance.now();
  const { sizes, parameters = null, timeout, budget } = options;
  const [, path, name = ''] = /^([^;\n]+\.conv)(?:#(.*))?$/.exec(source) ?? [];
  const limits = { ...defaultOptions, timeout: timeout * 1000, budget };
  const given = { sizes, parameters, limits };
  const formulas = path === undefined ? costsOf(source, null, given) : await inFile(path, name, given);
  if (options.format === 'json') {
    const milliseconds = Math.round((performance.now() - start) * 100) / 100;
    const values = Object.fromEntries([...sizes].map(([size, n]) => [size, Number(n)]));
    const report = { tool: { name: 'convproof', version }, sizes: values, formulas, milliseconds };
    print(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const title = (reading: string): string => (formulas.length > 1 ? `${reading}\n` : '');
    print(formulas.map((formula) => title(formula.reading) + textOf(formula)).join('\n'));
  }
  // A relation of which no side is counted has not been read to any use.
  if (formulas.every((formula) => 'error' in formula)) exitWith(2);
}

async function inFile(path: string, name: string, given: Given): Promise<ReturnType<typeof costsOf>> {
  try {
    return costsOf(await readText(path, 'conv'), name, given);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${path}: ${error.message}`) : error;
  }
}

function textOf(formula: CostReport | UncountedReport): string {
  return 'error' in formula ? `${formula.error}\n` : costText(formula);
}
