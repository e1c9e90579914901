// What a text introduces by an equation that cannot be read: `h(t) = (f \circledast g)(t)`, `Z^{(l)} = W^{(l)} * X^{(l-1)}`.
// Nothing is known of it but that it was said, so that the same said again is no news, and something else is in doubt.

import { printNode } from '../../grammar/print.js';
import type { Node, ProductNode } from '../../grammar/tree.js';
import { undecided } from '../prove/verdict.js';
import { children } from '../term/walk.js';
import { differentiates } from './derivatives.js';
import { isUnsaidNumber } from './ingredients.js';
import { bareLabelsIn } from './labels.js';
import type { Notebook } from './notebook.js';
import { definition, type Outcome } from './outcome.js';
import { differentials, instance, type Saying, sayTheSame } from './sayings.js';
import type { Setting } from './setting.js';
import { inWords } from './signs.js';
import { isGeneral, isLabelled, parametersOf, type Subject, subjectOf, subjectsIn } from './subjects.js';
import { boundNames, namesIn, signsIn } from './trees.js';

/**
 * What `left = right` introduces although it cannot be read; null where it claims something. `open`: the left side alone
 * cannot be read either, so that `(X * W)_{ij}` of known tensors may be an operation that is introduced for them.
 */
export function introduceUnread(
  notebook: Notebook,
  setting: Setting,
  left: Node,
  right: Node,
  open: boolean,
): Outcome | null {
  const said =
    introduceInside(notebook, setting, left, right) ?? introduceLeft(notebook, setting, left, right, open);
  return said === null || said.verdict.verdict === 'unknown'
    ? (introduceRight(notebook, setting, left, right) ?? said)
    : said;
}

/** `s(t) = (x * w)(t)` where s is known and the operation new: another way to write s. */
function introduceRight(
  notebook: Notebook,
  { hypothesis, assuming, concluded, source }: Setting,
  left: Node,
  right: Node,
): Outcome | null {
  const [known, subject] = [subjectOf(left), subjectOf(right)];
  if (known === null || subject === null || !subject.key.includes('(') || hypothesis || assuming || concluded)
    return null;
  const isSaid = notebook.spoken.has(known.key) || known.names.some((name) => notebook.knows(name));
  const isFresh = !notebook.spoken.has(subject.key) && isNew(notebook, { ...subject, key: '' });
  const parameters = parametersOf(subject);
  if (!isSaid || !isFresh || !isGeneral(subject) || speaksOfItself(subject, right, left)) return null;
  const shown = source.slice(right.range.start, right.range.end);
  const [saying, ...more] = notebook.spoken.get(known.key) ?? [];
  const meant = saying === undefined || more.length > 0 ? null : instance(saying, known.places);
  return {
    verdict: definition(`introduces ${shown}, another way to write the left side`),
    notebook: notebook.withSpoken(subject.key, { right: meant ?? left, parameters, inTurn: false }),
  };
}

/**
 * `\sigma(z^l) = \sigma(W^l a^{l-1} + b^l)` after `a^l = \sigma(z^l)`: what z^l is; `W^l a^{l-1} + b^l = W^l \sigma(z^{l-1}) + b^l`
 * after `z^l = W^l a^{l-1} + b^l`: what a^{l-1} is.
 */
function introduceInside(notebook: Notebook, setting: Setting, left: Node, right: Node): Outcome | null {
  const [own, other] = soleDifference(left, right) ?? [];
  if (own === undefined || other === undefined || own === left || setting.first) return null;
  const subject = subjectOf(own);
  if (subject === null || notebook.spoken.has(subject.key)) return null;
  // A factor or a term stands for something else by an equation; an index or a function does not.
  if (namesIn(other).has(subject.head ?? '') || other.tag === 'number') return null;
  const said = introduceLeft(notebook, { ...setting, concluded: false }, own, other, true);
  return said?.verdict.verdict === 'definition' ? said : null;
}

/** The one place at which two formulas differ, what stands there in each; null where there are several, or none. */
function soleDifference(left: Node, right: Node): readonly [Node, Node] | null {
  if (printNode(left) === printNode(right)) return null;
  const [own, other] = [partsOf(left), partsOf(right)];
  if (own === null || other === null || own.kind !== other.kind || own.parts.length !== other.parts.length)
    return [left, right];
  const places = own.parts.flatMap((part, i) => {
    const there = other.parts[i] as Node;
    return printNode(part) === printNode(there) ? [] : [[part, there] as const];
  });
  const [place, ...more] = places;
  return place === undefined || more.length > 0 ? [left, right] : soleDifference(...place);
}

/** The terms, factors or arguments of a formula, and how they are joined. */
function partsOf(node: Node): { readonly kind: string; readonly parts: readonly Node[] } | null {
  switch (node.tag) {
    case 'sum':
      return {
        kind: node.terms.map(({ sign }) => sign).join(' '),
        parts: node.terms.map(({ term }) => term),
      };
    case 'product':
      return factorsOf(node);
    case 'group':
      return { kind: node.delimiter, parts: node.items };
    default:
      return null;
  }
}

/** The factors of a product, what a letter is applied to together with it: `\sigma(z)` and W of `\sigma(z) * W`. */
function factorsOf(node: ProductNode): { readonly kind: string; readonly parts: readonly Node[] } {
  const parts: ProductNode['factors'][number][] = [];
  for (const each of node.factors) {
    const before = parts.at(-1);
    const isGiven = each.operator === '' && each.factor.tag === 'group' && each.factor.delimiter === '(';
    if (!isGiven || before?.factor.tag !== 'name' || node.factors.length === 2) parts.push(each);
    else {
      const range = { start: before.factor.range.start, end: each.factor.range.end };
      const factors = [{ operator: '' as const, factor: before.factor }, each];
      parts[parts.length - 1] = { ...before, factor: { tag: 'product', factors, range } };
    }
  }
  return {
    kind: parts.map(({ operator }) => `[${operator}]`).join(''),
    parts: parts.map(({ factor }) => factor),
  };
}

/**
 * `(x * w)(t) = \sum_a x(t+a) w(a)` where the sentence speaks of the cross-correlation, and the sign stood for convolution
 * before: what it stands for now.
 */
export function introduceOperation(
  notebook: Notebook,
  { hypothesis, assuming, concluded, operation, source }: Setting,
  left: Node,
  right: Node,
): Outcome | null {
  const subject = subjectOf(left);
  const isNamed = operation === 'correlation' || operation === 'convolution';
  if (subject === null || subject.head !== null || !isNamed || hypothesis || assuming || concluded)
    return null;
  const parameters = parametersOf(subject);
  if (parameters === null || gathering(right) === null || !notebook.spoken.has(subject.key)) return null;
  const shown = source.slice(left.range.start, left.range.end);
  return {
    verdict: definition(`introduces ${shown} as ${inWords[operation]}, of which the sentence speaks`),
    notebook: notebook.withSpoken(subject.key, { right, parameters, inTurn: false }),
  };
}

/** What is introduced at the left. */
function introduceLeft(
  notebook: Notebook,
  { hypothesis, assuming, concluded, introduced, result, alternative, first, ...setting }: Setting,
  left: Node,
  right: Node,
  open: boolean,
): Outcome | null {
  const { seen, source, circumstances } = setting;
  const subject = subjectOf(left) ?? squared(left, right);
  if (subject === null || hypothesis || differentiates(left)) return null;
  if (subject.key.includes('^(') && mayBePower(left, right, circumstances.labels)) return null;
  const shown = source.slice(left.range.start, left.range.end);
  const parameters = parametersOf(subject);
  const symbol = parameters === null ? printNode(left) : subject.key;
  const said = notebook.spoken.get(subject.key) ?? [];
  const same = (saying: Saying): boolean => {
    const meant = instance(saying, subject.places);
    return meant !== null && sayTheSame(meant, right);
  };
  if ([...said, ...(notebook.spoken.get(symbol) ?? [])].some(same))
    return { verdict: definition(`${shown} once more, as before`) };
  const mixed = said.find((saying) => saying.parameters !== null && sayTheSame(saying.right, right));
  if (mixed !== undefined && parameters === null)
    return { verdict: { verdict: 'ill-formed', message: mismatch(mixed, subject, source) } };
  // I^(0) = 1 is where `I^(l) = I^(l-1) S^(l-1)` starts. A column of names is a mapping, of which a text gives several.
  const starts = parameters === null && !notebook.spoken.has(symbol) && said.every(({ inTurn }) => inTurn);
  const maps = subject.key.startsWith('[') && !concluded;
  const before = new Set([...said, ...(notebook.spoken.get(symbol) ?? [])]);
  const apart = [...before].every((saying) => isOther(subject, saying, parameters, right, concluded));
  // 令 y = …, or the result of another operation, 反卷积的公式为 y = …; 或 y = …
  const told = (introduced || result || alternative) && first && !concluded;
  const anew = told && isGeneral(subject) && !usesHead(subject, right);
  if (isPropertyOf(subject, right)) return null;
  if (isRepetition(notebook, subject, right) && !introduced)
    return { verdict: undecided(`whether ${shown} is the same at these places is not known`) };
  if (isDerivativeOfSaid(notebook, subject))
    return {
      verdict: undecided(`whether ${shown} is that derivative is not known`),
    };
  const brings =
    first && !concluded && subject.head !== null && !subject.key.includes('^')
      ? broughtIn(right, seen)
      : null;
  if (
    before.size > 0 &&
    brings !== null &&
    isGeneral(subject) &&
    (subject.inTurn || !usesHead(subject, right))
  )
    return {
      verdict: definition(`introduces ${shown} anew, with ${brings}, which the text has not used before`),
      notebook: notebook.withSpoken(symbol, { right, parameters, inTurn: false }),
    };
  if (before.size > 0 && !starts && !maps && !apart && !anew)
    return { verdict: undecided(`${shown} was introduced before; whether this agrees is not known`) };
  // A value at one place, h(4), is claimed of a function.
  if (!isGeneral(subject) && !subject.inTurn) return null;
  // What is concluded of a symbol that was spoken of before is no definition of it.
  if (concluded && subject.head !== null && !isLabelled(subject) && seen.has(baseOf(left))) return null;
  const isExtended = open && !concluded && isOperationAt(subject);
  if ((!isNew(notebook, subject) && !isExtended) || speaksOfItself(subject, left, right)) return null;
  if (assuming)
    return right.tag === 'name' || right.tag === 'number' || !isGeneral(subject)
      ? null
      : { verdict: definition(`introduces ${shown} for what this sentence supposes`) };
  return {
    verdict: definition(`introduces ${shown}`),
    notebook: notebook.withSpoken(symbol, { right, parameters, inTurn: usesHead(subject, right) }),
  };
}

/**
 * Whether the same signs stand for something else: `G_x` and `G_y` are two matrices, and x and y no numbers, where neither
 * of them depends on its letter; `(f * g)(t)` is an integral of functions, and `(f * g)(i)` a sum of sequences; what pooling
 * makes is a maximum in one text and a mean in the same text some lines further on.
 */
function isOther(
  subject: Subject,
  { parameters, right }: Saying,
  own: readonly string[] | null,
  ownRight: Node,
  concluded: boolean,
): boolean {
  const [before, now] = [right, ownRight].map(gathering);
  if (before != null && now != null && before !== now && isGeneral(subject)) {
    const isOperation = subject.head === null && [before, now].sort().join() === 'int,sum';
    const isExtreme = [before, now].some((operator) => operator === 'max' || operator === 'min');
    if (isOperation || (isExtreme && !concluded)) return true;
  }
  // A layer is fully connected, z^l = W^l a^{l-1}, or it convolves, z^l = W^l * a^{l-1}.
  const areLayers = subject.key.includes('^(') && own !== null && parameters !== null;
  const areForward = areLayers && ![right, ownRight].some(differentiates);
  if (areForward && !concluded && convolves(right) !== convolves(ownRight)) return true;
  const isLabel = (names: readonly string[], node: Node): boolean =>
    hasMatrix(node) && !names.some((name) => namesIn(node).has(name));
  return (
    parameters !== null &&
    own !== null &&
    parameters.length === own.length &&
    parameters.join() !== own.join() &&
    isLabel(parameters, right) &&
    isLabel(own, ownRight)
  );
}

/** `\sigma_B^2 = \frac1m \sum_i (x_i - \mu)^2`: a variance is introduced by its square. */
function squared(left: Node, right: Node): Subject | null {
  const isSquare =
    left.tag === 'superscript' && left.superscript.tag === 'number' && left.superscript.text === '2';
  const base = isSquare && gathering(right) === 'sum' ? subjectOf(left.base) : null;
  const isOne = base !== null && base.head !== null && base.places.length === 0;
  return isOne ? { ...base, key: `${base.key} squared` } : null;
}

/** `(x * \delta)[n] = x[n]`: what comes of an operation is said by both of its operands, or by neither; by one it is a claim. */
function isPropertyOf({ head, names }: Subject, right: Node): boolean {
  const used = names.filter((name) => namesIn(right).has(name));
  return head === null && names.length === 2 && used.length === 1;
}

/** `T_{i,j} = T_{i+1,j+1}` after `T = …`: what repeats in it is claimed of it, and does not say what it is. */
function isRepetition(notebook: Notebook, { key, head, names, inTurn }: Subject, right: Node): boolean {
  const isSaid = head !== null && (notebook.spoken.has(head) || names.some((name) => notebook.knows(name)));
  return inTurn && isSaid && subjectOf(right)?.key === key;
}

/** `\sigma'(z)` after `\sigma(z) = …`: that is a claim. Another letter with a prime, `h'(t)`, may be another function. */
function isDerivativeOfSaid({ spoken }: Notebook, { key, head, places }: Subject): boolean {
  const isActivation = /^(?:sigma|phi|varphi|tanh|sigmoid|relu)'$/iu.test(head ?? '');
  return isActivation && places.length === 1 && spoken.has(key.replace("'", ''));
}

/** A letter in a formula that no formula before it has. */
function broughtIn(node: Node, seen: ReadonlySet<string>): string | null {
  if (differentiates(node)) return null;
  const bound = new Set([...boundNames(node), ...differentials(node)]);
  const letters = [...namesIn(node)].filter((name) => /^(?:\p{L}|[a-z]{3,})$/u.test(name));
  return letters.find((name) => !seen.has(name) && !bound.has(name) && !isConstantName(name)) ?? null;
}

function isConstantName(name: string): boolean {
  return /^(?:e|d|exp|log|tanh|infinity|partial|nabla|sqrt|softmax)$/u.test(name);
}

/** Whether a sign of convolution stands in a formula. */
function convolves(node: Node): boolean {
  return [...signsIn(node)].some((sign) => ['*', '(*)', 'otimes', 'star'].includes(sign));
}

/** The sum, integral or maximum that a formula is, but for a factor before it: sum of `\frac{1}{N} \sum_i x_i`. */
function gathering(node: Node): string | null {
  if (node.tag === 'reduction') return node.operator;
  const last = node.tag === 'product' ? node.factors.at(-1)?.factor : undefined;
  return last === undefined ? null : gathering(last);
}

function hasMatrix(node: Node): boolean {
  return node.tag === 'matrix' || children(node).some(hasMatrix);
}

/** `x^n` where n is no label, or where x stands without it, too: `x^n = x x^{n-1}` is arithmetic. */
function mayBePower(left: Node, right: Node, labels: ReadonlySet<string>): boolean {
  const above = bareLabelsIn(left);
  return (
    above.some(({ letter }) => !labels.has(letter)) ||
    subjectsIn(right).some(({ subject: { key } }) => above.some(({ base }) => base === key))
  );
}

/** `X^{(1)} = a(Z^{(l)})` where X^{(l)} is a(Z^{(l)}): what is amiss. */
function mismatch({ parameters }: Saying, { places }: Subject, source: string): string {
  const pairs = places.flatMap((place, i) => {
    const name = parameters?.[i] ?? '';
    const own = source.slice(place.range.start, place.range.end);
    return own === name ? [] : [`${own} for ${name}`];
  });
  return `as it was introduced, but the left side has ${pairs.join(' and ')}, the right side has not`;
}

/** The letter of a symbol: Z of `Z^{(l)}_k`. */
function baseOf(node: Node): string {
  if (node.tag === 'name') return node.name;
  const inner = 'base' in node ? node.base : node.tag === 'product' ? node.factors[0]?.factor : undefined;
  return inner === undefined ? '' : baseOf(inner);
}

/** `(X * W)_{ij}` and `(f * g)(t)`: what an operation gives, at the places that it is said of. */
function isOperationAt({ head, key }: Subject): boolean {
  return head === null && /\)[_(]/u.test(key);
}

/** Whether nothing is known yet of the symbol. */
function isNew(notebook: Notebook, { names, key }: Subject): boolean {
  // A layer's symbol, Z^{(l)}, is another one than Z.
  return key.includes('^') || !names.some((name) => notebook.knows(name) && !isUnsaidNumber(notebook, name));
}

function usesHead({ head }: Subject, right: Node): boolean {
  return head !== null && subjectsIn(right).some(({ subject }) => subject.head === head);
}

/** Whether the right side uses what it is to introduce, other than in turn: `h(x) = x + (h(x) - x)`, `f * g = g * f`. */
function speaksOfItself(subject: Subject, left: Node, right: Node): boolean {
  const own = printNode(left);
  return subjectsIn(right).some(({ subject: other, node }) => {
    if (subject.key.startsWith('[')) return subject.names.includes(other.head ?? '');
    if (right.tag === 'matrix' && isPartOf(other, subject)) return false;
    if (subject.head === null) return subject.key.startsWith(other.key) && sameNames(subject, other);
    const sameHead = other.head === subject.head;
    return sameHead && !(subject.inTurn && (other.key !== subject.key || printNode(node) !== own));
  });
}

/** `D_1` and `D_{n-1}` of `D = [D_0, \dots, D_{n-1}]`: what a matrix is made of, and the matrix. */
function isPartOf(part: Subject, { key, places }: Subject): boolean {
  return places.length === 0 && part.key.startsWith(`${key}_`);
}

function sameNames(a: Subject, b: Subject): boolean {
  return b.names.some((name) => a.names.includes(name));
}
