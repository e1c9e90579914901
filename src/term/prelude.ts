// The operations, read from the prelude's own texts (prelude/*.conv) when they are needed: a file that speaks of
// correlation only need not wait for pooling.

import { parseFile } from '../../grammar/native.js';
import { emptyContext } from './context.js';
import { declare } from './declare.js';
import { Env } from './env.js';
import { preludeTexts } from './prelude/texts.generated.js';

interface Definition {
  /** How the operation is written: a sign or a word. */
  readonly symbol: string;
  readonly text: string;
}

const loaded = new Map<string, Env>();

/** The environment with every operation. */
export function prelude(): Env {
  return environment(definitions());
}

/** The environment in which a native text starts: with the operations whose sign or word occurs in it. */
export function preludeFor(text: string): Env {
  return environment(definitions().filter(({ symbol }) => unwritten.has(symbol) || text.includes(symbol)));
}

/** Operations that are meant where their name is not written: `A + B`, `2 A`. */
const unwritten: ReadonlySet<string> = new Set(['plus', 'scale']);

function environment(chosen: readonly Definition[]): Env {
  const key = chosen.map((definition) => definition.symbol).join(' ');
  let env = loaded.get(key);
  if (env === undefined) {
    let context = emptyContext(Env.empty);
    for (const statement of parseFile(chosen.map((definition) => definition.text).join('\n'))) {
      if (statement.tag !== 'theorem') context = declare(context, statement, Env.empty);
    }
    env = context.env;
    loaded.set(key, env);
  }
  return env;
}

/** The prelude's statements, each with the symbol that it defines; they stand one to a line. */
function definitions(): readonly Definition[] {
  return Object.values(preludeTexts).flatMap((text) =>
    text.split('\n').flatMap((line) => {
      const [, sign, word] = /^define (?:\(\S+ (\S+) |([^\s(]+)\()/u.exec(line) ?? [];
      const symbol = sign ?? word;
      return symbol === undefined ? [] : [{ symbol, text: line }];
    }),
  );
}
