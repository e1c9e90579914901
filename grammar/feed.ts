// Gives tokens that are already lexed to nearley, and takes from it what the grammars need and no more:
// all parses, or the place where none goes on and the token types that could have stood there.

import nearley from 'nearley';
import type { Token } from './nodes.js';

type Compiled = nearley.CompiledRules;

/** Named by `@lexer` in the grammars, so that `%name` means "a token of type name"; it never lexes. */
export const lexer = {
  reset(): void {},
  next: (): undefined => undefined,
  save: () => ({}),
  formatError: () => '',
  has: (_type: string) => true,
};

/** A grammar as nearley holds it, made when it is first used: `const start = lazyGrammar(compiled, 'formula')`. */
export function lazyGrammar(compiled: unknown, start: string): () => nearley.Grammar {
  let grammar: nearley.Grammar | undefined;
  return () => {
    grammar ??= nearley.Grammar.fromCompiled({ ...(compiled as Compiled), ParserStart: start });
    return grammar;
  };
}

export type Outcome =
  | { readonly ok: true; readonly parses: readonly unknown[] }
  | {
      readonly ok: false;
      /** Index of the token that does not fit, or the number of tokens when the text ends too early. */
      readonly at: number;
      /** Types (or literal words) of the tokens that would have fitted. */
      readonly expected: readonly string[];
      /** Whether the tokens before `at` are a whole text by themselves. */
      readonly complete: boolean;
    };

/** What nearley's parser keeps, beyond its declared types. */
interface State {
  readonly rule: { readonly name: string; readonly symbols: readonly unknown[] };
  readonly reference: number;
  readonly dot: number;
}
interface Inside {
  readonly table: readonly { readonly states: readonly State[]; readonly scannable: readonly State[] }[];
  readonly current: number;
  /** nearley's own message walks the whole table; ours is made from `expected`. */
  reportError: () => string;
}

function wanted(state: State): string {
  const symbol = state.rule.symbols[state.dot] as { readonly type?: string; readonly literal?: string };
  return symbol.type ?? symbol.literal ?? '';
}

/** All parses of the tokens (drafts, to be sealed), or where they stop making sense. */
export function parseTokens(grammar: nearley.Grammar, tokens: readonly Token[]): Outcome {
  let index = 0;
  const feed = { ...lexer, next: () => tokens[index++] };
  const parser = new nearley.Parser(grammar, { lexer: feed as unknown as nearley.Lexer });
  const inside = parser as unknown as Inside;
  inside.reportError = () => 'no parse';
  try {
    parser.feed('');
  } catch (error) {
    if (!(error instanceof Error && 'offset' in error)) throw error;
  }
  if (inside.current === tokens.length && parser.results.length > 0)
    return { ok: true, parses: parser.results };
  const column = inside.table[inside.current];
  const isWhole = ({ rule, dot, reference }: State): boolean =>
    rule.name === grammar.start && reference === 0 && dot === rule.symbols.length;
  const expected = [...new Set((column?.scannable ?? []).map(wanted))];
  return { ok: false, at: inside.current, expected, complete: column?.states.some(isWhole) ?? false };
}
