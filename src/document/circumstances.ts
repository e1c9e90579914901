// What the words of a section say of its formulas as a whole: a stride, padding, indices from 0, the sense of a
// rotation. They decide which readings of a formula are open, and when it is better not to call anything false.

import { labelsOf } from './labels.js';
import { type OtimesMeant, otimesConvolves } from './otimes.js';
import { noRoles, type Roles, rolesOf, rolesWithin } from './roles.js';
import type { Piece } from './scan.js';
import { noSigns, type Signs, signsStated } from './signs.js';
import { signsShown } from './signsShown.js';

export interface Circumstances {
  /** Strides that are stated as numbers. */
  readonly strides: ReadonlySet<string>;
  /** Padding, stride or dilation is spoken of, so that plain correlation may not be what a sign means. */
  readonly extended: boolean;
  /** Full padding is spoken of. */
  readonly fullyPadded: boolean;
  /** Beyond its edges something is repeated or mirrored, so that entries outside are not 0. */
  readonly continued: boolean;
  /** A bias is spoken of, a number that is added to every entry. */
  readonly biased: boolean;
  /** The letter that is said to be the largest, `假设最大值是 $b$`. */
  readonly largest: string | null;
  /** Subscripts start at 0. */
  readonly zeroBased: boolean;
  /** Rotations may be counter-clockwise. */
  readonly counterClockwise: boolean;
  /** Both signs occur in the document, so that each has its own meaning. */
  readonly bothSigns: boolean;
  /** Letters that as superscripts tell symbols apart, l of `z^l`. */
  readonly labels: ReadonlySet<string>;
  /** What signs are agreed or said to mean. */
  readonly signs: Signs;
  /** Whether the only sign for convolution is ⊗. */
  readonly otimes: OtimesMeant;
  /** Which operand of a convolution is the kernel. */
  readonly roles: Roles;
}

export const noCircumstances: Circumstances = {
  strides: new Set(),
  extended: false,
  fullyPadded: false,
  continued: false,
  biased: false,
  largest: null,
  zeroBased: false,
  counterClockwise: false,
  bothSigns: false,
  labels: new Set(),
  signs: noSigns,
  otimes: null,
  roles: noRoles,
};

const continuation =
  /periodic|circular|cyclic|wrap(?:s|ped|ping)?[\s-]+around|mirror|(?:reflect|replicat|symmetric)\w*[\s-]+(?:pad|exten)|周期|环形|循环(?:卷积|移位|延拓|填充|边界)|镜像|(?:反射|对称|复制|边缘)(?:填充|延拓)/iu;

/** Full padding, a full convolution, 宽卷积; not 全卷积网络, a network without layers that are fully connected. */
const fullPadding =
  /全填充|宽卷积|全卷积(?!网络|神经)|full(?:y)?[\s-]+(?:zero[\s-]+)?padd|\b(?:full|wide)[\s-]+(?:cross-?\s?correlation|(?:2d[\s-]+)?convolution)(?!al)/iu;

/** What is known of the whole document. */
export type Usage = Pick<Circumstances, 'bothSigns' | 'labels' | 'roles' | 'signs' | 'otimes'>;

/** What the pieces of a section say, in a document that has this usage. */
export function circumstancesOf(pieces: readonly Piece[], usage: Usage): Circumstances {
  const text = pieces
    .map((piece) =>
      piece.kind === 'formula' ? ` ${piece.formula.text} ` : 'text' in piece ? piece.text : '',
    )
    .join('');
  const strides = [...text.matchAll(/(?:stride|步幅|步长)[^\d.。]{0,12}?(\d+)/giu)].map(
    (m) => m[1] as string,
  );
  const signs = new Map([...usage.signs, ...signsStated(pieces)]);
  return {
    strides: new Set(strides),
    extended: /stride|\bpad(?:s|d|\b)|dilat|步幅|步长|填充|补零|补\s*\$?0|空洞|膨胀/iu.test(text),
    fullyPadded: fullPadding.test(text),
    continued: continuation.test(text),
    biased: /bias|偏置/iu.test(text),
    largest: largestOf(text),
    zeroBased:
      pieces.some((piece) => piece.kind === 'formula' && countsFromZero(piece.formula.text)) ||
      /0-based|zero-based|from (?:0|zero)|at (?:0|zero)|从\s*\$?0|下标.{0,6}0/iu.test(text),
    counterClockwise: /counter-?\s?clockwise|anti-?\s?clockwise|逆时针/iu.test(text),
    ...usage,
    bothSigns: usage.bothSigns || signs.size > 0,
    signs,
    roles: rolesWithin(rolesOf(pieces), usage.roles),
  };
}

/** The one letter that the words call the largest; null where they call none or several so. */
function largestOf(text: string): string | null {
  const said = text.matchAll(
    /(?:最大(?:的)?(?:值|元素|数|者)?\s*(?:是|为)|\b(?:maximum|largest|max)(?: (?:value|element|entry|one|number))?(?: of (?:them|these))? is)\s*([a-z])(?![\p{L}\p{N}_])/giu,
  );
  const [only, ...more] = new Set([...said].map(([, letter]) => letter ?? null));
  return more.length === 0 ? (only ?? null) : null;
}

/**
 * Whether a sum from 0 suggests that subscripts start there: that of x_n does, that of x_{n+1} is over the first entries
 * of a tensor that starts at 1.
 */
function countsFromZero(text: string): boolean {
  return [...text.matchAll(/(\p{L})\s*=\s*0\s*\}\s*\^/gu)].some(
    ([, letter]) => !new RegExp(`(?<!\\p{L})${letter}\\s*\\+\\s*1(?!\\d)`, 'u').test(text),
  );
}

/** What a document uses signs and letters for. */
export function usageOf(pieces: readonly Piece[]): Usage {
  return {
    bothSigns: usesBothSigns(pieces),
    labels: labelsOf(pieces),
    roles: rolesOf(pieces),
    signs: new Map([...signsShown(pieces), ...signsStated(pieces, true)]),
    otimes: otimesConvolves(pieces),
  };
}

/** Whether a document uses `*` (or \ast) and `\circledast` both. */
function usesBothSigns(pieces: readonly Piece[]): boolean {
  const formulas = pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula.text] : []));
  return (
    formulas.some((text) => text.includes('\\circledast')) &&
    formulas.some((text) => /\*|\\ast\b/u.test(text))
  );
}
