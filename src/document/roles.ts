// Which of two operands is the kernel and which the image, as a text shows it. Books write `W * X` and `X * W` for the
// same thing; who is who is told by words, `the image $X$`, `卷积核 $W$`, or by the entries of a sum, `w_{mn} x_{k+m-1,l+n-1}`.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { entryName, nameOf } from './sides.js';
import { namesIn } from './trees.js';
import { sharedName } from './writtenOut.js';

export type Role = 'kernel' | 'image';

/** What a text shows of operands. */
export interface Roles {
  /** By shared names; what words say twice in different ways is left out. */
  readonly byWords: ReadonlyMap<string, Role>;
  /** What the entries in sums show. */
  readonly byEntries: ReadonlyMap<string, Role>;
  /** Pairs of operands that stand on both sides of one sign, `W*X`: there the order has a meaning. */
  readonly bothOrders: ReadonlySet<string>;
}

export const noRoles: Roles = { byWords: new Map(), byEntries: new Map(), bothOrders: new Set() };

/** The roles that the pieces of a document or a section show. */
export function rolesOf(pieces: readonly Piece[]): Roles {
  const words: (readonly [string, Role])[] = [];
  const entries: (readonly [string, Role])[] = [];
  const pairs = new Set<string>();
  pieces.forEach((piece, i) => {
    if (piece.kind !== 'formula') return;
    const nodes = nodesOf(piece.formula);
    const [before, after] = [pieces[i - 1], pieces[i + 1]].map((next) =>
      next?.kind === 'prose' ? next.text : '',
    ) as [string, string];
    const role = roleBefore(before) ?? roleAfter(after);
    const subject = nodes[0] === undefined ? null : subjectName(nodes[0]);
    if (role !== null && subject !== null) words.push([sharedName(subject), role]);
    for (const node of nodes) {
      entries.push(...shownByEntries(node, []));
      for (const pair of pairsIn(node)) pairs.add(pair);
    }
  });
  return {
    byWords: agreeing(words),
    byEntries: agreeing(entries.filter(([name, role]) => customary.get(name) !== opposite(role))),
    bothOrders: new Set([...pairs].filter((pair) => pairs.has(turned(pair)))),
  };
}

/** What a section shows, and of names that it shows nothing of what the document does. */
export function rolesWithin(section: Roles, whole: Roles): Roles {
  return {
    byWords: new Map([...whole.byWords, ...section.byWords]),
    byEntries: new Map([...whole.byEntries, ...section.byEntries]),
    bothOrders: section.bothOrders,
  };
}

function turned(pair: string): string {
  return pair.split('\n').reverse().join('\n');
}

function opposite(role: Role): Role {
  return role === 'kernel' ? 'image' : 'kernel';
}

/** Letters that hardly anyone takes for the other operand: a sum that says so is more likely a slip. */
export const customary: ReadonlyMap<string, Role> = new Map([
  ['w', 'kernel'],
  ['k', 'kernel'],
  ['x', 'image'],
  ['i', 'image'],
]);

function nodesOf(formula: Formula): readonly Node[] {
  const result = parsed(formula);
  return result instanceof NotationError
    ? []
    : result.rows.flatMap(({ items }) => items.map((item) => item.node));
}

/** What a formula begins with, X of `X = [x_{ij}]_{I \times J}`. */
function subjectName(node: Node): string | null {
  const first = node.tag === 'relation' ? node.first : node;
  return first === null ? null : (nameOf(first) ?? entryName(first));
}

const image = 'images?|pictures?|inputs?|图像|图片|输入';
const kernel = 'kernels?|filters?|masks?|卷积核|滤波器|掩模|核';
const kind = String.raw`(?:\s*(?:matrix|tensor|signal|sequence|vector|array|data|feature map|矩阵|张量|信号|序列|向量|数据|图像|图片|特征图))?`;
const article = '(?:the|an?|our|this|that)';
const joined = String.raw`(?:\s*(?:and|和|与|、|及)\s*(?:${article}\s+)?)`;

const before = new RegExp(String.raw`(?:(${image})|(${kernel}))${kind}[\s*_]*$`, 'iu');
const listed = new RegExp(
  String.raw`(?:${image}|${kernel})${kind}${joined}(?:${image}|${kernel})${kind}[\s*_]*$`,
  'iu',
);
const english = new RegExp(
  String.raw`^[\s,]*(?:(?:be|is|as|denotes?|to be)\s+)?${article}\s+(?:(?!output)[\p{L}-]+\s+){0,2}?(?:(${image})|(${kernel}))\b(?!${joined}(?:[\p{L}-]+\s+)?(?:${image}|${kernel}))`,
  'iu',
);
const chinese = new RegExp(
  String.raw`^\s*(?:是|为|表示|代表|作为|作)(?:一个|一幅|该)?(?:(${image})|(${kernel}))`,
  'u',
);

/** `the image $X$`, `卷积核 $W$`; not `the kernel and the image $W$, $X$`. */
function roleBefore(words: string): Role | null {
  return listed.test(words) ? null : roleIn(before.exec(words));
}

/** `$X$ be the image`, `$W$ 为卷积核` */
function roleAfter(words: string): Role | null {
  return roleIn(english.exec(words) ?? chinese.exec(words));
}

function roleIn(match: RegExpExecArray | null): Role | null {
  if (match === null) return null;
  return match[1] === undefined ? 'kernel' : 'image';
}

/** What is said of a name in one way only. */
function agreeing(said: readonly (readonly [string, Role])[]): ReadonlyMap<string, Role> {
  return new Map(said.filter(([name, role]) => said.every(([other, as]) => other !== name || as === role)));
}

/**
 * In a sum over m, n the entry `w_{mn}` is one of the kernel where the other is `x_{k+m-1,l+n-1}`; in a sum over i, j the
 * entry `x_{ij}` is one of the image where the other is `w_{i-k+1,j-l+1}`.
 */
function shownByEntries(node: Node, bound: readonly string[]): readonly (readonly [string, Role])[] {
  if (node.tag === 'reduction')
    return shownByEntries(node.body, [...bound, ...node.binders.map(({ name }) => name)]);
  if (node.tag !== 'product' || bound.length === 0)
    return children(node).flatMap((child) => shownByEntries(child, bound));
  const factors = node.factors.map(({ factor }) => factor);
  const plain = factors.filter(
    (each) =>
      entryName(each) !== null && [...namesIn(subscriptsOf(each))].every((name) => bound.includes(name)),
  );
  const moved = factors.flatMap((each) => {
    const role = roleOfMoved(each, bound);
    return role === null ? [] : [{ name: entryName(each) as string, role }];
  });
  const [only] = moved;
  if (only === undefined || moved.length > 1 || plain.length !== 1)
    return factors.flatMap((factor) => shownByEntries(factor, bound));
  return [
    [sharedName(only.name), only.role],
    [sharedName(entryName(plain[0] as Node) as string), opposite(only.role)],
  ];
}

function subscriptsOf(node: Node): Node {
  return {
    tag: 'group',
    delimiter: '(',
    items: node.tag === 'subscript' ? node.subscripts : [],
    range: node.range,
  };
}

/** `k + m - 1` with m bound is a place in the image, `i - k + 1` with i bound one in the kernel. */
function roleOfMoved(node: Node, bound: readonly string[]): Role | null {
  if (node.tag !== 'subscript' || entryName(node) === null) return null;
  for (const each of node.subscripts) {
    if (each.tag !== 'sum') continue;
    const signs = (isBound: boolean): readonly string[] =>
      each.terms.flatMap(({ sign, term }) =>
        term.tag === 'name' && /^\p{Ll}/u.test(term.name) && bound.includes(term.name) === isBound
          ? [sign]
          : [],
      );
    const [[own], [free]] = [signs(true), signs(false)];
    if (own === '+' && free !== undefined) return free === '+' ? 'image' : 'kernel';
  }
  return null;
}

/** Whether operands around a sign stand the other way round elsewhere. */
export function occursInBothOrders(node: Node, { bothOrders }: Roles): boolean {
  return bothOrders.size > 0 && pairsIn(node).some((pair) => bothOrders.has(pair));
}

/** The pairs of operands around each sign of convolution, each as a key. */
function pairsIn(node: Node): readonly string[] {
  const inner = children(node).flatMap(pairsIn);
  if (node.tag !== 'product') return inner;
  const own = node.factors.flatMap(({ operator, factor }, i) => {
    const left = node.factors[i - 1]?.factor;
    return left !== undefined && ['*', '(*)', 'otimes'].includes(operator)
      ? [[printNode(left), operator, printNode(factor)].join('\n')]
      : [];
  });
  return [...inner, ...own];
}
