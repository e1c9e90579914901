// Reads the derivation of every theorem again: `npm run derivations`, or with some of the files, a language, a format and
// a detail: `npm run derivations -- proofs/layers/*.conv zh latex full`. Lists the lines that are not accepted and
// the theorems that are not proved, and tells how long proving and deriving took for a hundred theorems, in seconds of the
// processor.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const load = (path) => import(pathToFileURL(join(root, 'dist/src', path)).href);
const { judgeDocument } = await load('document/index.js');
const { derivationOf } = await load('explain/derive.js');
const { written } = await load('explain/formats.js');
const { pageOf } = await load('explain/page.js');
const { theoremsOf } = await load('explain/theorems.js');
const { defaultOptions } = await load('prove/verdict.js');

const args = process.argv.slice(2);
const lang = args.includes('zh') ? 'zh' : 'en';
const to = args.includes('latex') ? 'latex' : 'markdown';
const options = { ...defaultOptions, detail: args.includes('full') ? 'full' : 'brief', repair: 0 };
const given = args.filter((arg) => arg.endsWith('.conv'));
const proofs = join(root, 'proofs');
const all = readdirSync(proofs, { recursive: true }).filter((path) => path.endsWith('.conv'));
const files = given.length > 0 ? given : all.sort().map((path) => join(proofs, path));

/** Characters of a line that are printed. */
const shown = 400;
let [pages, lines, refused, unproved] = [0, 0, 0, 0];
const seconds = { proving: 0, deriving: 0, reading: 0 };
let since = process.cpuUsage();

/** Counts the time since the last call. */
function spent(on) {
  const { user, system } = process.cpuUsage(since);
  seconds[on] += (user + system) / 1e6;
  since = process.cpuUsage();
}

for (const file of files) {
  for (const judged of theoremsOf(readFileSync(file, 'utf8'), () => true, options)) {
    if (judged.verdict.verdict !== 'proved') {
      unproved += 1;
      console.log(`${relative(root, file)}#${judged.name}\n  has no derivation: ${judged.verdict.message}`);
      continue;
    }
    spent('proving');
    const text = written([pageOf(derivationOf(judged, options), lang)], to, lang);
    spent('deriving');
    const claims = judgeDocument(text, { as: to === 'latex' ? 'tex' : 'md', repair: 0 });
    spent('reading');
    const wrong = claims.filter(({ verdict }) => !['proved', 'definition'].includes(verdict.verdict));
    pages += 1;
    lines += claims.length;
    refused += wrong.length;
    for (const { verdict, source } of wrong)
      console.log(
        `${relative(root, file)}#${judged.name}\n  ${verdict.verdict}: ${source.slice(0, shown)}\n  ${verdict.message}`,
      );
  }
}
console.log(`${pages} derivations, ${lines} lines, ${refused} not accepted, ${unproved} theorems not proved`);
const each = Object.entries(seconds).map(([what, sum]) => `${what} ${((100 * sum) / pages).toFixed(1)} s`);
console.log(`of 100 theorems: ${each.join(', ')}`);
process.exit(refused + unproved === 0 ? 0 : 1);
