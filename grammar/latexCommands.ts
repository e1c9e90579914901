// What each LaTeX command stands for, as tables: a letter, an operator, a relation, a font, a mark, mere layout.
//
// Nothing here parses. The token filter looks a command up and acts on its kind; a command in no table is
// either a macro of one argument, read as that argument, or named in an error.

import type { RelationOperator } from './tree.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

const named = (text: string): [string, string][] => words(text).map((word) => [word, word]);

/** Commands that are names: Greek letters, functions, and a few symbols. */
export const NAMES: ReadonlyMap<string, string> = new Map([
  ...named(`alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi omicron
    pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    ell hbar imath jmath partial nabla emptyset varnothing aleph dagger Re Im wp
    log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan
    arg det dim deg gcd ker lim limsup liminf sup inf Pr hom mod`),
  ['bmod', 'mod'],
  ['infty', 'infinity'],
  ['bigtriangledown', 'nabla'],
  ['top', 'T'],
  ['intercal', 'T'],
  // Sets of numbers, as KaTeX and MathJax know them without a definition.
  ['R', 'R'],
  ['Reals', 'R'],
  ['reals', 'R'],
  ['N', 'N'],
  ['natnums', 'N'],
  ['Z', 'Z'],
]);

/** Letters and signs outside ASCII, as the command that writes the same. */
export const UNICODE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ι: 'iota',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    τ: 'tau',
    υ: 'upsilon',
    φ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
    Γ: 'Gamma',
    Δ: 'Delta',
    Θ: 'Theta',
    Λ: 'Lambda',
    Ξ: 'Xi',
    Π: 'Pi',
    Σ: 'Sigma',
    Φ: 'Phi',
    Ψ: 'Psi',
    Ω: 'Omega',
    ℓ: 'ell',
    '∂': 'partial',
    '∇': 'nabla',
    '∞': 'infty',
    '⌊': 'lfloor',
    '⌋': 'rfloor',
    '⌈': 'lceil',
    '⌉': 'rceil',
    '‖': 'Vert',
    '⋮': 'vdots',
    '⋱': 'ddots',
    '∀': 'forall',
    '∃': 'exists',
  }),
);

/** Relations beyond the operator table; what stands over the sign is not read. */
export const DECORATED_RELATIONS: ReadonlyMap<string, RelationOperator> = new Map<string, RelationOperator>([
  ['xlongequal', '='],
  ['xrightarrow', '->'],
  ['xleftarrow', '->'],
]);

export const NEGATED: ReadonlyMap<RelationOperator, RelationOperator> = new Map<
  RelationOperator,
  RelationOperator
>([
  ['=', '!='],
  ['in', 'notin'],
]);

export const DOTS: ReadonlySet<string> = new Set(
  words('dots cdots ldots vdots ddots hdots dotsb dotsc dotsi dotsm iddots'),
);

/** Marks over (or under) a letter. */
export const ACCENTS: ReadonlySet<string> = new Set(
  words(`hat tilde bar vec dot ddot check breve acute grave mathring overline underline widehat widetilde overrightarrow
    overleftarrow`),
);

/** Commands that become a command node, with the number of their arguments. */
export const CALLS: ReadonlyMap<string, number> = new Map([
  ['sqrt', 1],
  ['binom', 2],
  ['dbinom', 2],
  ['tbinom', 2],
]);

/** Fonts in mathematics: `\mathbf{W}` is W. */
export const FONTS: ReadonlySet<string> = new Set(
  words(`mathbf boldsymbol mathit mathcal mathscr mathfrak mathbb Bbb bold bm pmb mathnormal mathop mathbin mathrel mathord
    mathopen mathclose mathpunct mathinner boxed fbox ensuremath`),
);

/** Upright fonts: several letters in a row are one name there, `\mathrm{rot180}`. */
export const UPRIGHT: ReadonlySet<string> = new Set(words('mathrm mathsf mathtt operatorname operatorname*'));

/** Text: names and words, `\text{rot180}`, `\text{if }`. */
export const TEXTS: ReadonlySet<string> = new Set(
  words('text textrm textbf textit textsf texttt textnormal textup mbox hbox'),
);

/** Switches to an upright font for the rest of the group: `{\rm rot}`. */
export const UPRIGHT_SWITCHES: ReadonlySet<string> = new Set(words('rm sf tt'));

/** Layout without arguments. */
export const LAYOUT: ReadonlySet<string> = new Set(
  words(`displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag tiny scriptsize footnotesize
    small normalsize large Large LARGE huge Huge centering hline hdashline hfill hfil noindent allowbreak nobreak relax
    big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm mathstrut strut par null
    bf it cal mit boldmath unboldmath thinspace medspace thickspace negthinspace negmedspace negthickspace
    enspace nobreakspace space smallskip medskip bigskip toprule midrule bottomrule`),
);

/** A space wide enough to set two formulas apart. */
export const WIDE: ReadonlySet<string> = new Set(['quad', 'qquad', 'enskip']);

/** Commands with arguments that print nothing: the number of the arguments. */
export const SILENT: ReadonlyMap<string, number> = new Map([
  ['label', 1],
  ['hspace', 1],
  ['hspace*', 1],
  ['vspace', 1],
  ['vspace*', 1],
  ['color', 1],
  ['phantom', 1],
  ['hphantom', 1],
  ['vphantom', 1],
  ['cline', 1],
  ['renewcommand', 2],
  ['setlength', 2],
]);

/** Commands whose last argument is printed: the number of the arguments before it. */
export const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ['resizebox', 2],
  ['scalebox', 1],
  ['raisebox', 1],
  ['textcolor', 1],
  ['colorbox', 1],
  ['fcolorbox', 2],
]);

/** Signs written with a command that read as a word between formulas. */
export const WORD_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['forall', '∀'],
  ['exists', '∃'],
  ['therefore', '∴'],
  ['because', '∵'],
  ['mid', '|'],
  ['colon', ':'],
]);

/** Environments whose rows are rows of the formula. */
export const ROW_ENVIRONMENTS: ReadonlySet<string> = new Set(
  words(`aligned align align* alignedat alignat alignat* split gathered gather gather* multline multline* eqnarray eqnarray*
    equation equation* displaymath math flalign flalign* dmath dmath*`),
);

/** Environments that are matrices, with the delimiter they draw: '' draws none. */
export const MATRIX_ENVIRONMENTS: ReadonlyMap<string, '' | '[' | '(' | '|' | 'norm'> = new Map<
  string,
  '' | '[' | '(' | '|' | 'norm'
>([
  ['matrix', ''],
  ['smallmatrix', ''],
  ['array', ''],
  ['bmatrix', '['],
  ['bsmallmatrix', '['],
  ['pmatrix', '('],
  ['psmallmatrix', '('],
  ['vmatrix', '|'],
  ['Vmatrix', 'norm'],
]);

export const CASES_ENVIRONMENTS: ReadonlySet<string> = new Set([
  'cases',
  'dcases',
  'cases*',
  'dcases*',
  'numcases',
]);

/** Names that are known operations: a run of bare letters that begins with one is one name. */
export const OPERATION_WORD: RegExp = /^(?:rot(?:-?\d|$)|conv|pad|flip|relu|softmax)/i;

/** Words that join formulas and never name a quantity. */
const JOINING_WORDS: ReadonlySet<string> = new Set([
  ...words(
    'if otherwise else for where and or when with then let given since thus hence so is as of from iff while subject',
  ),
  ...[
    'such that',
    's.t.',
    'st',
    'subject to',
    'for all',
    'if and only if',
    'i.e.',
    'e.g.',
    'for each',
    'for every',
  ],
  ...words(`且 或 和 与 及 以及 并且 而且 或者 当 时 若 如果 其中 这里 满足 令 设 则 有 即 因此 所以 故 否则 其他 其它 其余 对 对于 所有
    对所有 任意 是 为 使得 存在 因为 又 而 同理 可得 得`),
]);

/** Is this a word between formulas rather than the name of a quantity? `'if'` is, `'rot180'` is not. */
export function isJoiningWord(text: string): boolean {
  return JOINING_WORDS.has(text.toLowerCase().replace(/[,:，：]+$/, ''));
}
