// How long a document takes, by its length: a chapter as often as it takes to come to the length, as Markdown and as TeX
// that spells everything by macros of its own. Whole processes, cold, from their start to their end; medians. A table
// with a bar for each kilobyte's milliseconds: linear growth is bars of one length. `--runs N` (3), `--kilobytes 5,10,…`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { middle, table } from './measure.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    kilobytes: { type: 'string', default: '5,10,20,40,80' },
    tex: { type: 'string', default: '30,90,270' },
  },
});
const runs = Number(options.runs);
const command = fileURLToPath(new URL('../dist/bin/convproof.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'convproof-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Words between formulas, so that a document has as many formulas for its length as chapters have. */
const words = `A kernel slides over the picture from left to right and from top to bottom, and at each place the products of
the entries that lie upon each other are added up. What comes out is as large as there are places for it. The
same kernel serves for all places, so that the number of weights does not grow with the picture.`;

const markdown = (i) => `
## Section ${i}

${words}

Let $X=[x_{ij}]_{I\\times J}$ be a picture and $W=[w_{mn}]_{M\\times N}$ a kernel, and $Y=[y_{kl}]_{K\\times L}$ with

$$ y_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{mn} x_{k+m-1,l+n-1} $$

where $k=1,2,\\cdots,K$, $l=1,2,\\cdots,L$, $K=I-M+1$, $L=J-N+1$. ${words}

Read backwards it is the same sum,

$$ y_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{M-m+1,N-n+1} x_{k+M-m,l+N-n} $$

${words} By a weight it changes as

$$ \\frac{\\partial y_{kl}}{\\partial w_{mn}} = x_{k+m-1,l+n-1} $$

${words}
`;

const macros = String.raw`\newcommand{\pic}{X}\newcommand{\ker}{W}\newcommand{\entry}[2]{#1_{#2}}
\newcommand{\total}[3]{\sum_{#1=1}^{#2} #3}\newcommand{\shape}[3]{[#1]_{#2\times #3}}
\newcommand{\corr}[4]{\total{m}{#1}{\total{n}{#2}{\entry{w}{#3}\entry{x}{#4}}}}
`;

const tex = (i) => String.raw`
\section{Part ${i}}
${words}
Let $\pic=\shape{\entry{x}{ij}}{I}{J}$, $\ker=\shape{\entry{w}{mn}}{M}{N}$ and $Y=\shape{\entry{y}{kl}}{K}{L}$ with
\begin{equation}
\entry{y}{kl} = \corr{M}{N}{mn}{k+m-1,l+n-1}
\end{equation}
where $k=1,2,\cdots,K$, $l=1,2,\cdots,L$, $K=I-M+1$, $L=J-N+1$. ${words}
\[ \entry{y}{kl} = \corr{M}{N}{M-m+1,N-n+1}{k+M-m,l+N-n} \]
${words}
\begin{align}
\frac{\partial \entry{y}{kl}}{\partial \entry{w}{mn}} &= \entry{x}{k+m-1,l+n-1}
\end{align}
`;

/** Parts one after the other, up to a length. */
function document(head, part, kilobytes) {
  let text = head;
  for (let i = 1; text.length < 1000 * kilobytes; i++) text += part(i);
  return text;
}

function measured(name, text) {
  const file = join(scratch, name);
  writeFileSync(file, text);
  const times = [];
  let summary = {};
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { stdout, status } = spawnSync(process.execPath, [command, 'check', '--format', 'json', file], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    times.push(performance.now() - start);
    if (status === 2) throw new Error(stdout);
    summary = JSON.parse(stdout).files[0].summary;
  }
  return { milliseconds: middle(times), summary };
}

const bare = middle(
  Array.from({ length: runs }, () => {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - start;
  }),
);
console.log(`node -e 0: ${bare.toFixed(0)} ms`);

const rows = [];
for (const [kind, head, part, sizes] of [
  ['md', '', markdown, options.kilobytes],
  ['tex', macros, tex, options.tex],
]) {
  for (const kilobytes of sizes.split(',').map(Number)) {
    const text = document(head, part, kilobytes);
    const { milliseconds, summary } = measured(`chapter.${kind}`, text);
    const relations = Object.values(summary).reduce((a, b) => a + b, 0);
    const each = milliseconds / (text.length / 1000);
    rows.push([
      kind,
      `${(text.length / 1000).toFixed(0)} kB`,
      `${relations}`,
      `${summary.proved ?? 0}`,
      `${(milliseconds / 1000).toFixed(2)} s`,
      `${each.toFixed(1)} ms`,
      each,
    ]);
  }
}
const widest = Math.max(...rows.map((row) => row.at(-1)));
const bar = (each) => '█'.repeat(Math.max(1, Math.round((40 * each) / widest))).padEnd(40);
const drawn = rows.map((row) => [...row.slice(0, -1), bar(row.at(-1))]);
console.log(table(['', 'length', 'relations', 'proved', 'time', 'a kB', ''], drawn));
