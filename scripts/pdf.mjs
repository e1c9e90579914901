// The derivations of all theorems in proofs/, in English and Chinese, as documents for print: every formula is set by KaTeX
// in its strict mode, the documents by pdflatex and xelatex, where these are installed. They are written to pdf/. With some of
// the files: `npm run pdf -- proofs/shear.conv proofs/layers/*.conv`.
//
// A formula that cannot be set fails; what is wider than the page is told.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import katex from 'katex';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const from = (path) => import(new URL(`../dist/src/${path}.js`, import.meta.url));
const { alignedChain } = await from('explain/aligned');
const { derivationOf } = await from('explain/derive');
const { flat, pageOf } = await from('explain/page');
const { tex } = await from('explain/tex');
const { theoremsOf } = await from('explain/theorems');
const { defaultOptions } = await from('prove/verdict');

const compilers = { en: 'pdflatex', zh: 'xelatex' };
/** What may stick out: TeX's points, a third of a millimetre. */
const tolerance = 1;
const options = { ...defaultOptions, timeout: 60_000, detail: 'brief' };
const folder = join(root, 'pdf');
mkdirSync(folder, { recursive: true });

let failures = 0;

function fail(message) {
  failures++;
  console.error(`pdf: ${message}`);
}

function derivations() {
  const given = process.argv.slice(2);
  const all = readdirSync(join(root, 'proofs'), { recursive: true }).map((path) => join('proofs', path));
  const paths = given.length > 0 ? given : all.filter((path) => path.endsWith('.conv')).sort();
  return paths.flatMap((path) => {
    const text = readFileSync(resolve(root, path), 'utf8');
    return [...theoremsOf(text, () => true, options)].map((judged) => derivationOf(judged, options));
  });
}

/** All formulas of a page as they are written in LaTeX. */
function formulasOf(page) {
  return flat(page).flatMap((block) => {
    if (block.tag === 'chain') return [alignedChain(block)];
    return block.tag === 'sentence'
      ? block.pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.latex]))
      : [];
  });
}

/** The lines of a document that are wider than the page, as TeX's log tells. */
function overfull(log) {
  const found = [...log.matchAll(/^Overfull \\hbox \(([\d.]+)pt too wide\).*? (\d+)(?:--\d+)?$/gm)];
  return found.filter(([, width]) => Number(width) > tolerance);
}

function compile(lang) {
  const compiler = compilers[lang];
  const { status, error } = spawnSync(compiler, ['-interaction=nonstopmode', `${lang}.tex`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, max_print_line: '1000' },
  });
  if (error !== undefined) {
    console.log(`${lang}: SKIPPED, there is no ${compiler}`);
    return;
  }
  const log = readFileSync(join(folder, `${lang}.log`), 'utf8');
  const errors = [...log.matchAll(/^! .*$/gm)].map(([line]) => line);
  for (const line of new Set(errors)) fail(`${compiler}: ${line}`);
  if (status !== 0 && errors.length === 0) fail(`${compiler} failed`);
  const wide = overfull(log);
  for (const [, width, line] of wide)
    console.log(`  pdf/${lang}.tex:${line}: ${width} pt wider than the page`);
  const pages = /Output written on .*?\((\d+) pages?/.exec(log)?.[1];
  console.log(`${lang}: pdf/${lang}.pdf, ${pages} pages, ${wide.length} formulas wider than the page`);
}

const all = derivations();
for (const lang of Object.keys(compilers)) {
  const written = all.map((derivation) => pageOf(derivation, lang));
  const formulas = written.flatMap(formulasOf);
  for (const formula of formulas) {
    try {
      katex.renderToString(formula, { displayMode: true, strict: 'error', throwOnError: true });
    } catch (error) {
      fail(`KaTeX: ${error.message}`);
    }
  }
  console.log(`${lang}: ${written.length} theorems, ${formulas.length} formulas read by KaTeX`);
  writeFileSync(join(folder, `${lang}.tex`), tex(written, lang));
  compile(lang);
}
process.exit(failures === 0 ? 0 : 1);
