// 中文推导的文字。 The words of derivations in Chinese.

import type { Captions, Piece } from './captions.js';

const math = (text: string): Piece => ({ math: text });

function listed(formulas: readonly string[]): readonly Piece[] {
  return formulas.length === 0 ? [] : [math(formulas.join(',\\ '))];
}

export const captions: Captions = {
  rules: {
    definition: (_, { defined }) => [defined, '的定义'],
    substitution: (_, { lets, back }) => ['令', ...listed(lets.length > 0 ? lets : back)],
    single: (_, { lets }) => (lets.length === 0 ? ['其余各项为 0'] : ['只剩', ...listed(lets), '的一项']),
    spread: () => ['写成只有一项的和'],
    end: ({ part }) => [part === 'none' ? '空的范围' : part === 'last' ? '分出末项' : '分出首项'],
    order: () => ['交换求和次序'],
    nest: () => ['合并为多重求和'],
    range: () => ['由下标的范围'],
    distribute: () => ['分配律'],
    split: () => ['拆分求和范围'],
    empty: () => ['没有下标满足条件'],
    zero: () => ['张量之外的元素为 0'],
    subscripts: () => ['下标相等'],
    algebra: () => ['整理'],
    'chain-rule': () => ['链式法则'],
    differentiate: () => ['逐项求导'],
    'closed-form': () => ['多项式求和'],
    hypothesis: () => ['归纳假设'],
    maximum: () => ['把公共的项或因子提出最大值'],
    line: () => ['在整条直线上换元'],
    compute: () => ['直接计算'],
    reciprocal: () => ['大小与其倒数之积为 1'],
    cases: () => ['分情形'],
    induction: () => ['用数学归纳法'],
    entries: () => ['逐个元素'],
    instance: () => ['见下'],
    abbreviation: () => ['见下'],
    absurd: () => ['假设不能同时成立'],
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
  phrases: {
    given: '已知',
    toShow: '求证',
    proof: '证明',
    done: '证毕。',
    counterexample: '两边不等',
    entries: (entry) => ['两边形状相同。对任一元素', math(entry), ','],
    base: (at) => ['起点：当', math(at), '时，'],
    step: (name) => ['归纳步：设对小于', math(name), '的数成立，则'],
    lemma: ['还需证明'],
    holds: ['若条件成立，'],
    fails: ['若条件不成立，'],
  },
};
