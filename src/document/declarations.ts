// Declarations in a comment, in native notation, added to what the text has said so far. A comment is explicit: what
// it declares holds instead of what the text said of the same name.

import { NotationError } from '../../grammar/errors.js';
import { parseFile } from '../../grammar/native.js';
import type { Range, Statement } from '../../grammar/tree.js';
import type { Verdict } from '../prove/verdict.js';
import { atRange, type Context } from '../term/context.js';
import { declare } from '../term/declare.js';
import { isOfRecurrence } from '../term/defineRecurrence.js';
import { shapeOf } from '../term/env.js';
import { prelude } from '../term/prelude.js';
import { ReadingError } from '../term/reading.js';
import { tensor } from '../term/term.js';
import { Notebook } from './notebook.js';

/** A declaration that cannot be read, and where it stands in the text of the comment. */
interface Fault {
  readonly range: Range;
  readonly message: string;
  /** `unsupported`: it may mean something, but nothing that is understood here. */
  readonly kind: ReadingError['kind'];
  /** What is claimed from here on may be restricted by it. */
  readonly isDoubt: boolean;
}

/** What is reported of it. */
export function verdictOn({ kind, message }: Fault): Verdict {
  return kind === 'ill-formed'
    ? { verdict: 'ill-formed', message }
    : { verdict: 'unknown', message: `not understood: ${message}` };
}

/** The notebook after the statements of `text`, and those that could not be entered. */
export function declareAll(
  notebook: Notebook,
  text: string,
): { readonly notebook: Notebook; readonly faults: readonly Fault[] } {
  let statements: readonly Statement[];
  try {
    statements = parseFile(text);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    const message = (error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '');
    return { notebook, faults: [{ range: error.data.range, message, kind: 'ill-formed', isDoubt: true }] };
  }
  const faults: Fault[] = [];
  let current = notebook;
  for (const statement of statements) {
    try {
      current = entered(current, statement);
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      const { range, message, kind } = error;
      const isDoubt = statement.tag === 'assume' || statement.tag === 'index';
      faults.push({ range, message, kind, isDoubt });
      current = current.without(namesOf(statement));
    }
  }
  return { notebook: current, faults };
}

/** The notebook after one statement. Throws ReadingError. */
function entered(notebook: Notebook, statement: Statement): Notebook {
  if (statement.tag === 'theorem') {
    const message = 'a comment declares; what is claimed stands in a formula of the text';
    throw new ReadingError('ill-formed', statement.range, message);
  }
  if (statement.tag === 'fresh') return Notebook.empty;
  if (statement.tag === 'define' && statement.head.form !== 'name')
    throw new ReadingError('unsupported', statement.range, 'an operation is not defined in a comment yet');
  const before = withoutUnfinished(notebook, statement).without(namesOf(statement));
  const context = before.context();
  const after = declare(context, statement, prelude());
  const sized = before.withSizes(after.sizes.filter((size) => !context.sizes.includes(size)));
  switch (statement.tag) {
    case 'size':
      return sized;
    case 'tensor':
    case 'define':
      return atRange(statement.range, () =>
        namesOf(statement).reduce(
          (known, name) => withDeclared(known, after, name),
          sized.withBeginnings(after.beginnings),
        ),
      );
    case 'function':
      return namesOf(statement).reduce(
        (known, name) => known.withFunction(name, after.env.functions.get(name) ?? []),
        sized,
      );
    case 'assume':
      return after.assumptions
        .slice(context.assumptions.length)
        .reduce((known, condition) => known.withCondition(condition), sized);
    case 'index': {
      const names = new Set(namesOf(statement));
      return after.indices
        .filter(({ name }) => names.has(name))
        .reduce((known, index) => known.withIndex({ ...index, declared: true }), sized);
    }
  }
}

/** The names that a statement gives a meaning. */
function namesOf(statement: Statement): readonly string[] {
  switch (statement.tag) {
    case 'size':
      return statement.names;
    case 'tensor':
      return statement.declarators.map(({ name }) => name);
    case 'index':
      return statement.binders.map(({ name }) => name);
    case 'define':
      return statement.head.form === 'name' ? [statement.head.name] : [];
    case 'function':
      return statement.functions.map(({ name }) => name);
    default:
      return [];
  }
}

/** A definition of all entries takes the place of a recurrence that was only begun. */
function withoutUnfinished(notebook: Notebook, statement: Statement): Notebook {
  if (statement.tag === 'define' && isOfRecurrence(statement)) return notebook;
  const names = namesOf(statement);
  return notebook.withBeginnings(notebook.beginnings.filter(({ name }) => !names.includes(name)));
}

/** With a tensor that a statement declares; of a recurrence its first entries alone declare nothing. */
function withDeclared(notebook: Notebook, { env }: Context, name: string): Notebook {
  const declared = env.tensors.get(name);
  if (declared === undefined) return notebook;
  const { dims, definition } = declared;
  const isEndless = dims.some(({ lo, hi }) => lo === null || hi === null);
  if (isEndless || (definition !== null && definition.along !== null)) return notebook.withSequence(declared);
  return notebook.withTensor({
    name,
    dims: shapeOf(env, tensor(name)),
    declared: true,
    definition:
      definition === null ? null : { form: 'entries', indices: definition.indices, body: definition.body },
  });
}
