// 中文推导的文字。 The words of derivations in Chinese.

import type { Captions, Formula, Given, Piece } from './captions.js';

function listed(formulas: readonly Formula[]): readonly Piece[] {
  return formulas.flatMap((formula, i) => (i === 0 ? [formula] : [', ', formula]));
}

/** 取哪些大小和下标，如果有的话。 */
function forThese(values: readonly Formula[]): readonly Piece[] {
  return values.length === 0 ? [] : ['，取 ', ...listed(values)];
}

/** `M × N 矩阵 W` */
function named({ kind, name, shape }: Given): readonly Piece[] {
  const kinds = {
    number: '数',
    sequence: '数列',
    vector: '向量',
    matrix: '矩阵',
    tensor: '张量',
    function: '函数',
  };
  if (shape === null) return [kinds[kind], ' ', name];
  return kind === 'vector' ? ['长度为 ', shape, ' 的向量 ', name] : [shape, ` ${kinds[kind]} `, name];
}

/** 求和、求积、取最大值、取最小值。 */
const names = { sum: '求和', prod: '求积', max: '取最大值的', min: '取最小值的' } as const;

export const captions: Captions = {
  rules: {
    definition: (_, { defined }) => (defined === '' ? ['矩阵的元素'] : [defined, '的定义']),
    substitution: ({ outside }, { lets, back }) => [
      ...(lets.length + back.length === 0 ? ['换下标'] : ['令 ', ...listed(lets.length > 0 ? lets : back)]),
      ...(outside ? ['；张量之外的元素为 0'] : []),
    ],
    single: ({ op }, { lets }) => {
      if (lets.length > 0) return ['只剩', ...listed(lets), '的一项'];
      return [op === 'sum' ? '其余各项为 0' : '只剩一项'];
    },
    spread: () => ['写成只有一项的和'],
    end: ({ part }) => [part === 'none' ? '空的范围' : part === 'last' ? '末项单列' : '首项单列'],
    order: ({ op }) => [`交换${names[op]}次序`],
    nest: ({ op }) => [`合并为多重${names[op]}`],
    range: () => ['由下标的范围'],
    distribute: () => ['分配律'],
    split: () => ['拆分求和范围'],
    conditions: () => ['合并各条件'],
    empty: () => ['没有下标满足条件'],
    zero: () => ['张量之外的元素为 0'],
    subscripts: () => ['下标表达式相等'],
    algebra: () => ['整理'],
    'chain-rule': () => ['链式法则'],
    differentiate: ({ rule }) => [
      {
        sum: '和的导数',
        product: '乘积法则',
        power: '幂的导数',
        entry: '元素对自身的导数为 1',
        constant: '与之无关的项导数为 0',
        several: '逐项求导',
      }[rule],
    ],
    'closed-form': () => ['多项式求和'],
    hypothesis: () => ['归纳假设'],
    largest: () => ['最大值只随其中最大的元素变化（最大者唯一）'],
    maximum: () => ['把公共的项或因子提出最大值'],
    line: (_, { back }) => (back.length === 0 ? ['换变量名'] : ['在整条直线上换元 ', ...listed(back)]),
    'line-order': () => ['交换积分次序（函数的支集有界）'],
    'written-out': () => ['逐项写出'],
    number: () => ['代入各元素的值'],
    compute: () => ['直接计算'],
    reciprocal: () => ['大小与其倒数之积为 1'],
    cases: () => ['分情形'],
    induction: () => ['用数学归纳法'],
    entries: () => ['逐个元素'],
    instance: () => ['见下'],
    again: () => ['同理'],
    abbreviation: () => ['见下'],
    absurd: () => ['各条件不能同时成立'],
  },
  operations: {
    '*': '互相关',
    '(*)': '卷积',
    full: '全卷积',
    rot180: '旋转 180 度',
    rot90: '旋转 90 度',
    rot270: '旋转 270 度',
    transpose: '转置',
    pad: '填充',
    crop: '裁剪',
    stride: '步幅',
    dilate: '空洞',
    sumpool: '和汇聚',
    meanpool: '平均汇聚',
    maxpool: '最大汇聚',
    minpool: '最小汇聚',
    plus: '张量之和',
    '.*': '逐元素乘积',
    scale: '数乘',
    offset: '与数相加',
    '@': '矩阵乘积',
  },
  cases: { when: '若', otherwise: '其他' },
  phrases: {
    declared: '声明（原始记法）',
    given: (things, conds) => {
      const apart = conds.flatMap((cond, i) => (i === 0 ? [cond] : ['，', cond]));
      if (things.length === 0) return ['设 ', ...apart, '。'];
      const all = things.flatMap((thing, i) => [...(i === 0 ? [] : ['、']), ...named(thing)]);
      return ['给定 ', ...all, ...(conds.length === 0 ? [] : ['，其中 ', ...apart]), '。'];
    },
    define: (ranges) => (ranges.length === 0 ? ['记'] : ['对 ', ...listed(ranges), '，记']),
    toShow: (ranges) => (ranges.length === 0 ? ['求证：'] : ['求证，当 ', ...listed(ranges), ' 时：']),
    supposed: {
      argmax: ['设每个最大值只在一处取到。'],
      fubini: ['设各函数的支集有界。'],
    },
    refuted: (general) => [general ? '两边不相等。一般地，' : '两边不相等：'],
    agree: ['此论断不成立：两边恒相等。'],
    counterexample: '反例',
    repair: '成立的式子',
    undecided: (why) => [`未能判定：${why}`],
    arithmetic: ['由假设即得。'],
    notSo: ['下式不成立：'],
    repaired: (general) => [general ? '对任意大小成立的是' : '成立的是'],
    take: (values) => ['取 ', ...listed(values), '。'],
    stands: (fn, by) => ['把 ', fn, ' 取作 ', by, '。'],
    leftSide: (taken) => [taken ? '此时左边为' : '左边为'],
    rightSide: (taken) => [taken ? '此时右边为' : '右边为'],
    sides: (left, right) => ['左边等于 ', left, '，右边等于 ', right, '。'],
    leftAlone: (term) => ['左边有 ', term, ' 这一项，右边没有。'],
    rightAlone: (term) => ['右边有 ', term, ' 这一项，左边没有。'],
    terms: (left, right) => ['左边有 ', left, '，右边有 ', right, '。'],
    shapes: (left, right) => ['两边形状不同：左边为 ', left, '，右边为 ', right, '。'],
    leftUses: (values) => ['等式左边用到的元素', ...forThese(values)],
    rightUses: (values) => ['等式右边用到的元素', ...forThese(values)],
    entries: (ranges) => ['两边形状相同。逐个元素看，对任意 ', ...listed(ranges), '：'],
    cell: (at) => ['位置 ', at, ' 的元素：'],
    induction: (name) => ['对 ', name, ' 用数学归纳法。'],
    base: (at) => ['起点：当 ', at, ' 时：'],
    step: (range) => ['归纳步：设对更小的数已成立，则当 ', range, ' 时：'],
    lemma: (conds) => (conds.length === 0 ? ['还需证明：'] : ['还需证明，当 ', ...listed(conds), ' 时：']),
    holds: (conds) => ['若 ', conds, '：'],
    fails: (conds) => ['若 ', conds, '：'],
    same: (side) => ['两边都是 ', side, '。'],
  },
};
