// `$L_2$ norm`, `$\ell_1$ 正则化`: the name of a norm, in words. L_2 is no entry of an L of which formulas speak.

import type { Node } from '../../grammar/tree.js';
import { rewritten } from './parsed.js';
import type { Piece } from './scan.js';

const follows =
  /^\s*[-‐]?\s*(?:norm|regulari[sz]|penalt|distance|loss|范数|範數|正则|正則|距离|距離|损失|損失|惩罚|懲罰)/iu;

/** The pieces of a document with such names as words. */
export function withoutNorms(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece, i) => {
    const next = pieces[i + 1];
    if (piece.kind !== 'formula' || next?.kind !== 'prose' || !follows.test(next.text)) return piece;
    return { ...piece, formula: rewritten(piece.formula, inWords) };
  });
}

function inWords(node: Node): Node {
  const isNorm =
    node.tag === 'subscript' &&
    node.base.tag === 'name' &&
    /^(?:L|l|ell)$/u.test(node.base.name) &&
    node.subscripts.every(
      (mark) => mark.tag === 'number' || /^(?:infinity|p)$/u.test(mark.tag === 'name' ? mark.name : ''),
    );
  return isNorm ? { tag: 'words', text: 'the name of a norm', range: node.range } : node;
}
