// Compiles the grammars with nearley and embeds the prelude, into *.generated.ts files that are not committed.
//
// A grammar with a @preprocessor line is a main file; the others are there to be included. Outputs newer than
// everything they are made from are left alone.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function filesIn(folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => join(root, folder, name));
}

function time(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** What has to be written, and from what. The folder counts as an input, so that a removed file is noticed. */
function outputs() {
  const grammars = filesIn('grammar', '.ne');
  const mains = grammars.filter((path) => /^@preprocessor\s/m.test(readFileSync(path, 'utf8')));
  const prelude = filesIn('src/term/prelude', '.conv');
  const script = fileURLToPath(import.meta.url);
  return [
    ...mains.map((path) => ({
      path: path.replace(/\.ne$/, '.generated.ts'),
      inputs: [...grammars, script],
      text: () => compileGrammar(path),
    })),
    {
      path: join(root, 'src/term/prelude/texts.generated.ts'),
      inputs: [...prelude, script],
      text: () => embed(prelude),
      upToDate: (old) => old === embed(prelude),
    },
  ];
}

/** The generated files that are missing or older than their inputs. */
export function stale() {
  return outputs().filter(({ path, inputs, upToDate }) => {
    if (inputs.some((input) => time(input) > time(path))) return true;
    return upToDate !== undefined && !upToDate(readFileSync(path, 'utf8'));
  });
}

function compileGrammar(path) {
  const require = createRequire(import.meta.url);
  const nearley = require('nearley');
  const compile = require('nearley/lib/compile.js');
  const generate = require('nearley/lib/generate.js');
  const lint = require('nearley/lib/lint.js');
  const parser = new nearley.Parser(
    nearley.Grammar.fromCompiled(require('nearley/lib/nearley-language-bootstrapped.js')),
  );
  parser.feed(`${readFileSync(path, 'utf8')}\n`);
  const compiled = compile(parser.results[0], {
    args: [path],
    version: require('nearley/package.json').version,
  });
  lint(compiled, { out: process.stderr, version: compiled.version });
  return generate(compiled, 'grammar');
}

function embed(paths) {
  const entries = paths.map((path) => {
    const key = basename(path, '.conv');
    return `  ${JSON.stringify(key)}: ${JSON.stringify(readFileSync(path, 'utf8'))},\n`;
  });
  return `// The texts of prelude/*.conv by name, so that no file is read at run time.\n\nexport const preludeTexts: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`;
}

/** Writes what is stale. */
export function build() {
  for (const { path, text } of stale()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text());
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build();
