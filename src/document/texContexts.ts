// Theorems and their kin in a TeX file: what is assumed or introduced in one is not known after it. A proof that
// follows its theorem still knows it; definitions and notations are for all that follows.

/** Environments with these names are statements, whether or not the file declares them. */
const statements =
  /^(?:theorem|lemma|proposition|corollary|claim|conjecture|fact|example|exercise|problem|question|remark|thm|lem|prop|cor|rem|ex|exa)\*?$/i;
/** Titles of what stays in force: `\newtheorem{defn}{Definition}`. */
const lasting = /defini|notation|assum|convention|axiom|hypothes|setting|定义|记号|假设|约定/i;
const declaration =
  /\\(?:newtheorem\*?|spnewtheorem\*?|declaretheorem)\s*(?:\[[^\]\n]{0,200}\]\s*)?\{\s*([A-Za-z]+\*?)\s*\}\s*(?:\[[^\]\n]{0,200}\]\s*)?(?:\{([^{}\n]{0,200})\})?/g;
/** In masked text a comment is a row of percent signs. */
const proofNext = /(?:\s|%|\\label\s*\{[^{}\n]{0,200}\})*\\begin\s?\{proof\*?\}/y;
const proof = /^proof\*?$/;

export class Contexts {
  readonly #statements = new Set<string>();
  /** The environments that are open. */
  readonly #open: string[] = [];
  /** A theorem has ended, and its proof is about to begin. */
  #awaitsProof = false;

  /** `text` is the whole file, its comments masked. */
  constructor(readonly text: string) {
    for (const [, name = '', title = ''] of text.matchAll(declaration))
      if (!lasting.test(title) && !lasting.test(name)) this.#statements.add(name);
  }

  /** What the beginning of an environment does. */
  begin(name: string): 'open' | null {
    if (proof.test(name) && this.#awaitsProof) {
      this.#awaitsProof = false;
      this.#open.push(name);
      return null;
    }
    if (!this.#statements.has(name) && !statements.test(name) && !proof.test(name)) return null;
    this.#awaitsProof = false;
    this.#open.push(name);
    return 'open';
  }

  /** What the end of an environment does; `behind` is the offset after it. */
  end(name: string, behind: number): 'close' | null {
    if (this.#open.at(-1) !== name) return null;
    this.#open.pop();
    proofNext.lastIndex = behind;
    this.#awaitsProof = !proof.test(name) && proofNext.test(this.text);
    return this.#awaitsProof ? null : 'close';
  }
}
