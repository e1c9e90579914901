// The operations, read from the prelude's own texts (prelude/*.conv) once, when first needed.

import { parseFile } from '../../grammar/native.js';
import { declare, emptyContext } from './context.js';
import { Env } from './env.js';
import { preludeTexts } from './prelude/texts.generated.js';

let loaded: Env | null = null;

/** The environment in which every file starts. */
export function prelude(): Env {
  if (loaded === null) {
    let context = emptyContext(Env.empty);
    for (const text of Object.values(preludeTexts)) {
      for (const statement of parseFile(text))
        if (statement.tag !== 'theorem') context = declare(context, statement, Env.empty);
    }
    loaded = context.env;
  }
  return loaded;
}
