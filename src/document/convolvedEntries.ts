// What `Y = X * W + b` says of entries where a text goes on with these: `\frac{\partial L}{\partial W_{m,n}} = …`. With one
// subscript or two they are those of a correlation, with three of Y and X and four of W those of a layer with channels,
// Y_{k,i,j} = \sum_{c,m,n} W_{k,c,m,n} X_{c,i+m,j+n} + b_k. Where subscripts begin is not said, so that both is tried.

import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Equation } from './layers.js';
import { splitSubscripts } from './normalise.js';
import { read } from './parsed.js';
import { customary } from './roles.js';
import type { SideReader } from './sideReader.js';
import { nameOf } from './sides.js';
import { sharedName } from './writtenOut.js';

/** `Y = X * W + b` */
interface Layer {
  readonly output: string;
  readonly kernel: string;
  readonly image: string;
  readonly bias: string | null;
}

/** The formulas for entries that may be meant, with how they are written; none where the text says nothing like it. */
export function entriesOfConvolution(
  sides: SideReader,
  nodes: readonly Node[],
): readonly (Equation & { readonly text: string })[] {
  const ranks = new Map<string, number>();
  for (const node of nodes) noteRanks(node, ranks);
  const layers = [...ranks.keys()].flatMap((name) => layerOf(sides, name) ?? []);
  const [layer, ...more] = layers;
  if (layer === undefined || more.length > 0) return [];
  const names = [layer.output, layer.kernel, layer.image, layer.bias].filter((name) => name !== null);
  const isOpen = names.every((name) => /^\p{L}$/u.test(name) && sides.notebook.tensor(name) === null);
  if (!isOpen || new Set(names).size < names.length) return [];
  const sign = sides.setting.circumstances.signs.get('*') === 'convolution' ? '-' : '+';
  return formulasOf(layer, ranks, sign).flatMap((text) => {
    const node = read(text).rows[0]?.items[0]?.node;
    const right = node?.tag === 'relation' ? node.rest[0]?.right : undefined;
    return node?.tag !== 'relation' || node.first === null || right === undefined
      ? []
      : [{ left: node.first, right, text }];
  });
}

function noteRanks(node: Node, ranks: Map<string, number>): void {
  const name = node.tag === 'subscript' ? nameOf(node.base) : null;
  if (node.tag === 'subscript' && name !== null)
    ranks.set(name, splitSubscripts(node.subscripts, null).length);
  for (const child of children(node)) noteRanks(child, ranks);
}

/** What the text says of a name, here or in an earlier section, if it is such a formula. */
function layerOf({ notebook, setting }: SideReader, output: string): Layer | null {
  const [saying, ...more] = notebook.spoken.get(output) ?? setting.saidBefore.get(output) ?? [];
  if (saying === undefined || more.length > 0) return null;
  const terms = saying.right.tag === 'sum' ? saying.right.terms : [{ sign: '+', term: saying.right }];
  const [first, second, ...others] = terms;
  if (first?.sign !== '+' || (second !== undefined && second.sign !== '+') || others.length > 0) return null;
  const [a, b, ...factors] = first.term.tag === 'product' ? first.term.factors : [];
  if (a === undefined || b?.operator !== '*' || factors.length > 0) return null;
  const [left, right] = [nameOf(a.factor), nameOf(b.factor)];
  const bias = second === undefined ? null : nameOf(second.term);
  if (left === null || right === null || (second !== undefined && bias === null)) return null;
  const isKernel = (name: string): boolean | null => {
    const shared = sharedName(name);
    const role = setting.circumstances.roles.byWords.get(shared) ?? customary.get(shared);
    return role === undefined ? null : role === 'kernel';
  };
  const [own, other] = [isKernel(left), isKernel(right)];
  if (own === other || (own === null && other === null)) return null;
  const [kernel, image] = own === true || other === false ? [left, right] : [right, left];
  return { output, kernel, image, bias };
}

/** In TeX, from 0 and from 1; none for other numbers of subscripts. */
function formulasOf(layer: Layer, ranks: ReadonlyMap<string, number>, sign: '+' | '-'): readonly string[] {
  const { output, kernel, image, bias } = layer;
  const [own, theirs, weights] = [output, image, kernel].map((name) => ranks.get(name));
  const places = own ?? theirs ?? 2;
  const isPlain = places <= 2 && [theirs, weights].every((rank) => rank === undefined || rank === places);
  const hasChannels = places === 3 && (theirs ?? 3) === 3 && (weights ?? 4) === 4;
  if (!isPlain && !hasChannels) return [];
  const dims = hasChannels ? 2 : places;
  const [at, over] = [['i', 'j'].slice(0, dims), ['m', 'n'].slice(0, dims)];
  const reach = (shift: string): string => at.map((i, d) => `${i}${sign}${over[d]}${shift}`).join(',');
  const sums = (letters: readonly string[]): string => letters.map((letter) => `\\sum_${letter}`).join('');
  return ['', sign === '+' ? '-1' : '+1'].map((shift) =>
    hasChannels
      ? `${output}_{k,${at.join(',')}} = ${sums(['c', ...over])} ${kernel}_{k,c,${over.join(',')}} ${image}_{c,${reach(shift)}}${bias === null ? '' : ` + ${bias}_k`}`
      : `${output}_{${at.join(',')}} = ${sums(over)} ${kernel}_{${over.join(',')}} ${image}_{${reach(shift)}}${bias === null ? '' : ` + ${bias}`}`,
  );
}
