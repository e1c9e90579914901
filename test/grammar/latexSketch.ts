// A tree on one line, for tests to compare with: every node shows its kind, no place is shown.
//
// `y_{kl} = \sum_m w_m x` is `y_<[k l]> = sum<m> [w_<m> x]`: sums and products stand in square brackets with their
// signs, groups in their delimiters, and what is a word in LaTeX is in angle brackets.

import type { LatexFormula } from '../../grammar/latex.js';
import type { BinderNode, Node } from '../../grammar/tree.js';

const list = (nodes: readonly Node[]): string => nodes.map(sketch).join(', ');

const BRACKETS = {
  '(': ['(', ')'],
  '[': ['[|', '|]'],
  '{': ['{', '}'],
  '|': ['abs(', ')'],
  norm: ['norm(', ')'],
  floor: ['floor(', ')'],
  ceil: ['ceil(', ')'],
} as const;

function binder({ name, from, to, condition }: BinderNode): string {
  const bounds =
    from === null && to === null
      ? ''
      : `=${from === null ? '?' : sketch(from)}..${to === null ? '?' : sketch(to)}`;
  return `${name}${bounds}${condition === null ? '' : ` with ${sketch(condition)}`}`;
}

export function sketch(node: Node): string {
  switch (node.tag) {
    case 'name':
      return node.name;
    case 'number':
      return node.text;
    case 'sum':
      return `[${node.terms
        .map(({ sign, term }, i) => `${i === 0 && sign === '+' ? '' : sign} ${sketch(term)}`)
        .join(' ')
        .trim()}]`;
    case 'product':
      return `[${node.factors.map(({ operator, factor }, i) => (i === 0 || operator === '' ? '' : `${operator} `) + sketch(factor)).join(' ')}]`;
    case 'power':
      return `${sketch(node.base)}**${sketch(node.exponent)}`;
    case 'group': {
      const [open, close] = BRACKETS[node.delimiter];
      return `${open}${list(node.items)}${close}`;
    }
    case 'subscript':
      return `${sketch(node.base)}_<${list(node.subscripts)}>`;
    case 'superscript':
      return `${sketch(node.base)}^<${sketch(node.superscript)}>`;
    case 'reduction':
      return `${node.operator}<${node.binders.map(binder).join(', ')}> ${sketch(node.body)}`;
    case 'guard':
      return `guard<${list(node.conditions)}> ${sketch(node.body)}`;
    case 'cases':
      return `cases{${node.arms
        .map(
          ({ value, conditions }) =>
            `${sketch(value)} ${conditions === 'otherwise' ? conditions : `if ${list(conditions)}`}`,
        )
        .join('; ')}}`;
    case 'matrix':
      return `matrix{${node.rows.map(list).join('; ')}}`;
    case 'relation':
      return `${node.first === null ? '' : sketch(node.first)}${node.rest.map(({ operator, right }) => ` ${operator} ${sketch(right)}`).join('')}`;
    case 'logic':
      return `${node.operator}<${list(node.args)}>`;
    case 'fraction':
      return `frac<${sketch(node.numerator)}, ${sketch(node.denominator)}>`;
    case 'dots':
      return '...';
    case 'words':
      return `"${node.text}"`;
    case 'accent':
      return `${node.accent}<${sketch(node.base)}>`;
    case 'command':
      return `\\${node.command}${node.args.length === 0 ? '' : `<${list(node.args)}>`}`;
  }
}

/** Rows separated by ` // `, items by the separators as written; a tag at the end of its row as `#24.4`. */
export function sketchFormula({ rows }: LatexFormula): string {
  return rows
    .map(({ items, tag }) => {
      const shown = items.map(
        ({ node, separatorBefore }, i) =>
          (i === 0
            ? ''
            : separatorBefore === ',' || separatorBefore === ';'
              ? `${separatorBefore} `
              : ' ~ ') + sketch(node),
      );
      return shown.join('') + (tag === null ? '' : ` #${tag}`);
    })
    .join(' // ');
}
