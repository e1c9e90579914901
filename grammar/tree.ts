// The surface tree: what is written, with its place in the source, and nothing decided.
//
// Both notations (native and LaTeX) give this tree. Whatever depends on declarations stays open:
// `f (x)` is a product of a name and a group, whether it is an application is decided by elaboration;
// `x_{mn}` has one subscript, the product of m and n, until the rank of x is known; `*` is just `*`.

/** Half-open range of UTF-16 offsets in the source text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How a factor is joined to the one before it; `''` is juxtaposition (also used for the first factor). */
export type ProductOperator =
  | ''
  | '*'
  | '/'
  | '(*)'
  | '.*'
  | '@'
  | 'times'
  | 'cdot'
  | 'otimes'
  | 'star'
  | 'circ';

/** How two sides are related. `<<` is "much smaller than", `->` "tends to" or "is replaced by". */
export type RelationOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '<<'
  | '>>'
  | '=='
  | '~'
  | ':='
  | '->'
  | '=>'
  | '<=>'
  | 'in'
  | 'notin';

export type ReductionOperator = 'sum' | 'prod' | 'max' | 'min' | 'int';

interface Placed {
  readonly range: Range;
}

/** A name: a letter, a word, with its primes: `w`, `M`, `rot180`, `w''`. */
export interface NameNode extends Placed {
  readonly tag: 'name';
  readonly name: string;
}

/** A numeral as written, `3`, `0.25`. */
export interface NumberNode extends Placed {
  readonly tag: 'number';
  readonly text: string;
}

/** `a + b - c`; a leading minus is a first term of sign '-'. */
export interface SumNode extends Placed {
  readonly tag: 'sum';
  readonly terms: readonly { readonly sign: '+' | '-' | '+-'; readonly term: Node }[];
}

/** Two or more factors, left to right. */
export interface ProductNode extends Placed {
  readonly tag: 'product';
  readonly factors: readonly { readonly operator: ProductOperator; readonly factor: Node }[];
}

export interface PowerNode extends Placed {
  readonly tag: 'power';
  readonly base: Node;
  readonly exponent: Node;
}

/** `( … )`, or a list of arguments `( …, … )`; `close` tells floors, ceilings, bars and braces apart. */
export interface GroupNode extends Placed {
  readonly tag: 'group';
  readonly delimiter: '(' | '[' | '{' | 'floor' | 'ceil' | '|' | 'norm';
  readonly items: readonly Node[];
}

/** `x_<i,j>`, `x_{i,j}`. */
export interface SubscriptNode extends Placed {
  readonly tag: 'subscript';
  readonly base: Node;
  readonly subscripts: readonly Node[];
}

/** `W^{(l)}`, `W^T`, `W^{rot180}`: LaTeX only, where a raised thing need not be a power. */
export interface SuperscriptNode extends Placed {
  readonly tag: 'superscript';
  readonly base: Node;
  readonly superscript: Node;
}

/** `m = a..b`, or `m = a..b down`; LaTeX limits give the same, or only the name when no limits are written. */
export interface BinderNode extends Placed {
  readonly name: string;
  readonly from: Node | null;
  readonly to: Node | null;
  readonly down: boolean;
  /** LaTeX: a condition written under the operator that is not of the form name = bound, kept as it is. */
  readonly condition: Node | null;
}

export interface ReductionNode extends Placed {
  readonly tag: 'reduction';
  readonly operator: ReductionOperator;
  readonly binders: readonly BinderNode[];
  readonly body: Node;
}

/** `[c1, c2] body`. */
export interface GuardNode extends Placed {
  readonly tag: 'guard';
  readonly conditions: readonly Node[];
  readonly body: Node;
}

export interface CasesNode extends Placed {
  readonly tag: 'cases';
  readonly arms: readonly { readonly value: Node; readonly conditions: readonly Node[] | 'otherwise' }[];
}

/** Rows of cells; a dots cell is a `dots` node. */
export interface MatrixNode extends Placed {
  readonly tag: 'matrix';
  readonly rows: readonly (readonly Node[])[];
}

/** `first op right op right …`; in a continued `aligned` line `first` may be null. */
export interface RelationNode extends Placed {
  readonly tag: 'relation';
  readonly first: Node | null;
  readonly rest: readonly { readonly operator: RelationOperator; readonly at: Range; readonly right: Node }[];
}

/** `and`, `or`, `not` between conditions. */
export interface LogicNode extends Placed {
  readonly tag: 'logic';
  readonly operator: 'and' | 'or' | 'not';
  readonly args: readonly Node[];
}

/** `\frac{a}{b}`, kept apart from `/` so that derivatives can be recognised. */
export interface FractionNode extends Placed {
  readonly tag: 'fraction';
  readonly numerator: Node;
  readonly denominator: Node;
}

/** `\cdots`, `\dots`, `\vdots`. */
export interface DotsNode extends Placed {
  readonly tag: 'dots';
}

/** Words inside a formula: `\text{if }`, `且`. */
export interface WordsNode extends Placed {
  readonly tag: 'words';
  readonly text: string;
}

/** A mark over a letter: `\hat X`, `\tilde{\otimes}`. */
export interface AccentNode extends Placed {
  readonly tag: 'accent';
  readonly accent: string;
  readonly base: Node;
}

/** `\sqrt{x}`, `\partial`, `\nabla` and other commands that have a meaning but no node of their own. */
export interface CommandNode extends Placed {
  readonly tag: 'command';
  readonly command: string;
  readonly args: readonly Node[];
}

export type Node =
  | NameNode
  | NumberNode
  | SumNode
  | ProductNode
  | PowerNode
  | GroupNode
  | SubscriptNode
  | SuperscriptNode
  | ReductionNode
  | GuardNode
  | CasesNode
  | MatrixNode
  | RelationNode
  | LogicNode
  | FractionNode
  | DotsNode
  | WordsNode
  | AccentNode
  | CommandNode;

// ---- statements of a .conv file ------------------------------------------------------------------

/** `w[M,N]`: a name with its dimensions; a dimension is a size, or a range `0..M-1`. */
export interface DeclaratorNode extends Placed {
  readonly name: string;
  readonly dimensions: readonly DimensionNode[];
}

/** `f(Z)`: an opaque function with its parameters. */
export interface FunctionNode extends Placed {
  readonly name: string;
  readonly parameters: readonly string[];
}

export interface DimensionNode extends Placed {
  /** null: from 1. */
  readonly from: Node | null;
  /** null: without end. */
  readonly to: Node | null;
}

export type Statement =
  | (Placed & { readonly tag: 'tensor'; readonly declarators: readonly DeclaratorNode[] })
  | (Placed & { readonly tag: 'size'; readonly names: readonly string[] })
  | (Placed & { readonly tag: 'assume'; readonly conditions: readonly Node[] })
  | (Placed & { readonly tag: 'index'; readonly binders: readonly BinderNode[] })
  | (Placed & { readonly tag: 'function'; readonly functions: readonly FunctionNode[] })
  | DefineStatement
  | TheoremStatement
  | (Placed & { readonly tag: 'fresh' });

/**
 * `define y_<k,l> = e`, `define y[K,L]_<k,l> = e`, `define Y = W * X`, `define R_0 = 1`,
 * `define R_l = e for l >= 1`, and in the prelude
 * `define (W[M,N] * X[I,J])[I-M+1, J-N+1]_<k,l> = e`, `define pad(X[I,J], P, Q)[I+2P, J+2Q]_<i,j> = e`.
 */
export interface DefineStatement extends Placed {
  readonly tag: 'define';
  readonly head: DefineHead;
  /** Dimensions of the result, or null when they follow from the index lines. */
  readonly dimensions: readonly DimensionNode[] | null;
  readonly subscripts: readonly Node[];
  readonly body: Node;
  /** `for l >= 1`. */
  readonly conditions: readonly Node[];
}

export type DefineHead =
  | (Placed & { readonly form: 'name'; readonly name: string })
  | (Placed & {
      readonly form: 'operator';
      readonly operator: ProductOperator;
      readonly left: DeclaratorNode;
      readonly right: DeclaratorNode;
    })
  | (Placed & {
      readonly form: 'call';
      readonly name: string;
      readonly parameters: readonly (DeclaratorNode | NameNode)[];
    });

export interface TheoremStatement extends Placed {
  readonly tag: 'theorem';
  readonly name: string;
  readonly nameRange: Range;
  readonly induction: string | null;
  readonly claim: RelationNode;
}
