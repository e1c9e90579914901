// Arbitrary surface trees, of those the native notation can write: everything it reads, and nothing that only
// LaTeX has. All ranges are zero; `bare` forgets them in a tree that was parsed.

import fc from 'fast-check';
import { operators } from '../../grammar/operators.js';
import { reservedWords } from '../../grammar/tokens.js';
import type {
  BinderNode,
  DeclaratorNode,
  DefineHead,
  DimensionNode,
  NameNode,
  Node,
  ProductOperator,
  RelationNode,
  RelationOperator,
  Statement,
} from '../../grammar/tree.js';

const range = { start: 0, end: 0 };

/** A parsed tree as if all of it stood at offset 0, to be compared with a generated one. */
export function bare<T>(tree: T): T {
  const places = new Set(['range', 'at', 'nameRange']);
  return JSON.parse(JSON.stringify(tree, (key, value) => (places.has(key) ? range : value)));
}

function written(kind: string): string[] {
  return operators.filter((row) => row.kind === kind && row.native.length > 0).map((row) => row.value);
}

const reductions = written('reduction');
const nameText = fc
  .oneof(
    fc.constantFrom('x', 'w', 'M', 'rot180', 'a'),
    fc.stringMatching(/^[a-zA-Zα-ωΣ权][a-zA-Z0-9]{0,3}'{0,2}$/u),
  )
  .filter((text) => !(reservedWords as readonly string[]).includes(text));
const name = nameText.map((text): NameNode => ({ tag: 'name', name: text, range }));
const number = fc
  .constantFrom('0', '1', '2', '17', '0.25')
  .map((text): Node => ({ tag: 'number', text, range }));

// sum_<…> would begin a sum.
const subscriptableName = name.filter((node) => !reductions.includes(node.name));
const productOperator = fc.constantFrom('', '', '', ...written('product')) as fc.Arbitrary<ProductOperator>;
const comparison = fc.constantFrom(...written('relation')) as fc.Arbitrary<RelationOperator>;
const sign = fc.constantFrom('+' as const, '-' as const, '+-' as const);

function few<T>(of: fc.Arbitrary<T>, minLength = 1): fc.Arbitrary<T[]> {
  return fc.array(of, { minLength, maxLength: minLength + 1 });
}

interface Sorts {
  readonly group: Node;
  readonly entry: Node;
  readonly factor: Node;
  readonly reacher: Node;
  readonly term: Node;
  readonly sum: Node;
  readonly relation: RelationNode;
  readonly condition: Node;
}

// One depth for all sorts; at its end each takes its first alternative, which leads down to a name.
const nesting = { depthIdentifier: 'tree', maxDepth: 7, depthSize: 'medium' } as const;

const sorts = fc.letrec((tie: fc.LetrecTypedTie<Sorts>): fc.LetrecValue<Sorts> => {
  const binder = fc
    .tuple(nameText, fc.option(fc.tuple(tie('sum'), tie('sum'), fc.boolean())))
    .map(([text, bounds]) => binderOf(text, bounds));
  const conditions = few(tie('condition'));
  const arm = fc.record({
    value: tie('sum'),
    conditions: fc.oneof(fc.constant('otherwise' as const), conditions),
  });
  const matrix = few(few(tie('sum'))).map((rows): Node => ({ tag: 'matrix', rows, range }));
  return {
    group: few(tie('sum')).map((items): Node => ({ tag: 'group', delimiter: '(', items, range })),
    entry: fc.oneof(
      nesting,
      { arbitrary: name as fc.Arbitrary<Node>, weight: 4 },
      { arbitrary: number, weight: 2 },
      {
        arbitrary: fc
          .tuple(fc.oneof(subscriptableName, tie('group'), matrix), few(tie('sum')))
          .map(([base, subscripts]): Node => ({ tag: 'subscript', base, subscripts, range })),
        weight: 4,
      },
      tie('group'),
      matrix,
      few(arm).map((arms): Node => ({ tag: 'cases', arms, range })),
    ),
    factor: fc.oneof(
      nesting,
      { arbitrary: tie('entry'), weight: 4 },
      fc
        .tuple(tie('entry'), fc.oneof(name, number, tie('group')))
        .map(([base, exponent]): Node => ({ tag: 'power', base, exponent, range })),
    ),
    reacher: fc.oneof(
      fc
        .tuple(fc.constantFrom(...reductions), few(binder), tie('term'))
        .map(([operator, binders, body]) => ({ tag: 'reduction', operator, binders, body, range }) as Node),
      fc
        .tuple(conditions, tie('term'))
        .map(([of, body]): Node => ({ tag: 'guard', conditions: of, body, range })),
    ),
    term: fc.oneof(
      nesting,
      tie('factor'),
      fc
        .tuple(
          tie('factor'),
          few(fc.tuple(productOperator, tie('factor')), 0),
          productOperator,
          tie('factor'),
        )
        .map(([first, middle, operator, last]) => productOf(first, [...middle, [operator, last]])),
      fc
        .tuple(
          tie('factor'),
          few(fc.tuple(productOperator, tie('factor')), 0),
          productOperator,
          tie('reacher'),
        )
        .map(([first, middle, operator, last]) => productOf(first, [...middle, [operator, last]])),
      tie('reacher'),
    ),
    sum: fc.oneof(
      nesting,
      tie('term'),
      few(fc.record({ sign, term: tie('term') }), 2).map((terms): Node => ({ tag: 'sum', terms, range })),
      tie('term').map((term): Node => ({ tag: 'sum', terms: [{ sign: '-', term }], range })),
    ),
    relation: fc
      .tuple(tie('sum'), few(fc.record({ operator: comparison, at: fc.constant(range), right: tie('sum') })))
      .map(([first, rest]): RelationNode => ({ tag: 'relation', first, rest, range })),
    condition: fc.oneof(
      nesting,
      tie('relation'),
      fc
        .tuple(tie('sum'), tie('sum'))
        .map((args): Node => ({ tag: 'command', command: 'divides', args, range })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), few(tie('condition'), 2))
        .map(([operator, args]): Node => ({ tag: 'logic', operator, args, range })),
      tie('condition').map((arg): Node => ({ tag: 'logic', operator: 'not', args: [arg], range })),
    ),
  };
});

function binderOf(text: string, bounds: readonly [Node, Node, boolean] | null): BinderNode {
  const [from, to, down] = bounds ?? [null, null, false];
  return { name: text, from, to, down, condition: null, range };
}

function productOf(first: Node, rest: readonly (readonly [ProductOperator, Node])[]): Node {
  const others = rest.map(([operator, factor]) => ({ operator, factor }));
  return { tag: 'product', factors: [{ operator: '', factor: first }, ...others], range };
}

/** A sum or a relation chain. */
export const formulas: fc.Arbitrary<Node> = fc.oneof(sorts.sum, sorts.relation);

// ---- statements ----------------------------------------------------------------------------------

const dimension = fc.record({
  from: fc.option(sorts.sum),
  to: sorts.sum,
  range: fc.constant(range),
}) as fc.Arbitrary<DimensionNode>;
const shaped: fc.Arbitrary<DeclaratorNode> = fc.record({
  name: nameText,
  dimensions: few(dimension),
  range: fc.constant(range),
});
const declarator = fc.oneof(
  shaped,
  nameText.map((text): DeclaratorNode => ({ name: text, dimensions: [], range })),
);
const indexRange = fc
  .tuple(nameText, fc.option(fc.tuple(sorts.sum, sorts.sum, fc.boolean())))
  .map(([text, bounds]) => binderOf(text, bounds));
const title = fc.stringMatching(/^[a-zA-Z0-9_.'卷积-]{1,8}$/u);

const head: fc.Arbitrary<DefineHead> = fc.oneof(
  subscriptableName.map(({ name: text }): DefineHead => ({ form: 'name', name: text, range })),
  fc
    .tuple(fc.constantFrom(...written('product')), declarator, declarator)
    .map(([operator, left, right]) => ({ form: 'operator', operator, left, right, range }) as DefineHead),
  fc
    .tuple(nameText, few(fc.oneof(name, shaped)))
    .map(([text, parameters]): DefineHead => ({ form: 'call', name: text, parameters, range })),
);

/** Any statement. */
export const statements: fc.Arbitrary<Statement> = fc.oneof(
  few(declarator).map((declarators): Statement => ({ tag: 'tensor', declarators, range })),
  few(nameText).map((names): Statement => ({ tag: 'size', names, range })),
  few(sorts.condition).map((conditions): Statement => ({ tag: 'assume', conditions, range })),
  few(indexRange).map((binders): Statement => ({ tag: 'index', binders, range })),
  few(fc.record({ name: nameText, parameters: few(nameText), range: fc.constant(range) })).map(
    (functions): Statement => ({ tag: 'function', functions, range }),
  ),
  fc
    .record({
      head,
      dimensions: fc.option(few(dimension)),
      subscripts: fc.oneof(fc.constant([]), few(sorts.sum)),
      body: sorts.sum,
      conditions: fc.oneof(fc.constant([]), few(sorts.condition)),
    })
    .map((fields): Statement => ({ tag: 'define', ...fields, range })),
  fc.tuple(title, fc.option(nameText), sorts.relation).map(
    ([text, induction, claim]): Statement => ({
      tag: 'theorem',
      name: text,
      nameRange: range,
      induction,
      claim,
      range,
    }),
  ),
  fc.constant<Statement>({ tag: 'fresh', range }),
);
