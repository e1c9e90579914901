// `convproof derive FILE.conv#NAME` and `derive -e TEXT`: a proof as a derivation to be read.

import type { Detail } from '../explain/derivation.js';
import { derivationOf } from '../explain/derive.js';
import { written } from '../explain/formats.js';
import type { Format, Lang } from '../explain/names.js';
import { type Block, pageOf } from '../explain/page.js';
import { type Judged, theoremsOf } from '../explain/theorems.js';
import { defaultOptions, type ProveOptions } from '../prove/verdict.js';
import { version } from '../report/version.js';
import type { CommonOptions } from './check.js';
import { faultOf, reading } from './faults.js';
import { endingComments, readText, UserError } from './input.js';
import { complain, exitWith, print } from './output.js';

export interface DeriveOptions extends CommonOptions {
  readonly expression?: string;
  readonly to: Format;
  readonly lang: Lang;
  readonly detail: Detail;
}

/** `derive`. Throws UserError for everything a person can mend. */
export async function derive(source: string | undefined, options: DeriveOptions): Promise<void> {
  const { expression, timeout, budget, repair, to, lang, detail, format } = options;
  if ((expression === undefined) === (source === undefined))
    throw new UserError('derive takes either FILE.conv#NAME or -e TEXT');
  const limits = { ...defaultOptions, timeout: timeout * 1000, budget, repair: repair * 1000, detail };
  const judged =
    expression === undefined
      ? await inFile(source ?? '', limits)
      : asked(endingComments(expression), null, limits);
  const pages = judged.map((one) =>
    pageOf(derivationOf(one, limits), lang, to === 'html' && format !== 'json'),
  );
  if (format === 'json') print(json(judged, pages));
  else if (to === 'html') print((await import('../report/html/derivation.js')).derivationPage(pages, lang));
  else print(written(pages, to, lang));
  for (const { name, verdict } of judged) {
    if (verdict.verdict === 'proved') continue;
    if (!options.quiet) complain(`${name ?? 'the claim'} is not proved: ${verdict.message}`);
    exitWith(verdict.exceeded === true ? 2 : verdict.verdict === 'unknown' ? 0 : 1);
  }
}

async function inFile(source: string, limits: ProveOptions): Promise<readonly Judged[]> {
  const [, path = source, name = null] = /^(.*\.conv)(?:#(.*))?$/.exec(source) ?? [];
  try {
    return asked(await readText(path, 'conv'), name, limits);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${path}: ${error.message}`) : error;
  }
}

/** The relations of the theorems of a text that have the name, or of all of them. */
function asked(text: string, name: string | null, limits: ProveOptions): readonly Judged[] {
  const names: string[] = [];
  const isAsked = (theorem: string | null): boolean => {
    if (theorem !== null) names.push(theorem);
    return name === null || theorem === name;
  };
  // Of one of several theorems that cannot be read the others are derived all the same.
  const faults: unknown[] = [];
  const found = reading(text, () => [...theoremsOf(text, isAsked, limits, (error) => faults.push(error))]);
  const [first, ...more] = faults.map((error) => faultOf(text, error));
  if (first !== undefined && found.length === 0) throw first;
  for (const fault of [first, ...more]) {
    if (fault === undefined) continue;
    if (!(fault instanceof UserError)) throw fault;
    complain(fault.message);
    exitWith(1);
  }
  if (found.length > 0) return found;
  throw new UserError(
    names.length === 0 ? 'there is no theorem' : `no theorem ${name}: there are ${names.join(', ')}`,
  );
}

/** The pages as data: words, and formulas in LaTeX and in native notation. */
function json(judged: readonly Judged[], pages: readonly (readonly Block[])[]): string {
  const derivations = judged.map(({ name, verdict }, i) => ({
    name,
    verdict: verdict.verdict,
    message: verdict.message,
    blocks: pages[i],
  }));
  return `${JSON.stringify({ tool: { name: 'convproof', version }, derivations }, null, 2)}\n`;
}
