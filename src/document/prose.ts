// What the words around a formula say of it, in English and in Chinese: that it is a hypothesis, that it introduces
// something, that a shape belongs to the matrix named next.

/** The words just before a formula make it a hypothesis: 当 $m=1$ 时, when $m = 1$, if $m = 1$. */
export function introducesHypothesis(before: string): boolean {
  return /(?:当|若|如果|\bwhen|\bif|\bfor|\bat)(?:\s+(?:instead|however|now|only|we (?:have|take|set|use)))?\s*$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

/** The words just before a formula make it a definition: 令, 设, let, put, define, 记. */
export function introducesDefinition(before: string): boolean {
  return /(?:令|设|记|给定|定义|\blet|\bput|\bset|\bdefine|\bdenote|\bgiven|\bsuppose)[^，。；,.;$]{0,12}$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

export const sentenceEnd = /[。；;]|\.\s|\n\s*\n/u;

/** A sentence that has no full stop before the blank line goes on in the display behind it: if $l > 1$ then … */
export function leadingToDisplay(words: string): string {
  return words.replace(/(?<![。；;.!?！？\s])\s*\n\s*\n[\s>]*$/u, ' ');
}

/** A hypothesis reaches to the end of its sentence or to the next one; a colon before a display does not end it. */
export function endsSentence(words: string): boolean {
  return sentenceEnd.test(words.replace(/[:：]\s*$/u, ''));
}

/** Between `$I \times 1$` and `$X$`: 输入矩阵, input matrix, kernel. */
export function namesMatrix(between: string): boolean {
  return (
    between.length <= 30 &&
    /矩阵|张量|卷积核|matrix|tensor|kernel|input|image|filter/iu.test(between) &&
    !/[。；;.]/u.test(between)
  );
}

/** The words just before a formula say of which operation it gives the result: 它们的互相关为, the convolution is defined as. */
export function introducesResult(before: string): boolean {
  return /(?:卷积|相关|汇聚|池化|\bconvolution|correlation|\bpooling)[^。；;.$]{0,40}(?:为|是|如下|公式|\bis|\bas|\bby|\bbecomes|\breads|\bformula)[\s:：,，]*$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

/** The words just before a formula make it a conclusion: 因此, 所以, 可得, hence, therefore, we get. */
export function introducesConclusion(before: string): boolean {
  return /(?:因此|所以|故|可得|得到|得证|综上|\bhence|\btherefore|\bthus|\bso\b|\bwe (?:get|obtain|find|have))[^。；;.$]{0,24}$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

/** The words between two formulas carry a hypothesis on: for $I=4$ and $M=3$, and (therefore) $K=2$. */
export function carriesOn(between: string): boolean {
  return /^\s*(?:and|且|和|及|与)\s*(?:[(（](?:therefore|hence|thus|so|因此|所以|从而)[)）])?\s*$/iu.test(
    between,
  );
}

/**
 * The words just before a formula make it a condition on sizes: where $M \le I$, 满足 $M \le I$. After let, suppose, 设 it
 * may be a case, which takes the place of the one before.
 */
export function stipulates(before: string): 'added' | 'case' | null {
  const [, word] =
    /(\bwhere|\bwith|\bprovided|\bsuch that|\brequires?|满足|其中|要求|[且令]|\bassum\w+|\bsuppose|\blet|假定|假设|设)(?: that)?[\s,，:：]*$/iu.exec(
      before,
    ) ?? [];
  if (word === undefined) return null;
  return /^(?:assum|suppose|let|假|设)/iu.test(word) ? 'case' : 'added';
}

/** The words between two conditions add the second to the first. */
export function joins(between: string): boolean {
  return carriesOn(between) || /^\s*[,，、]\s*$/u.test(between);
}

/** The words between two hypotheses make them alternatives: $i<k$ 或 $j<l$, if $i<k$ or if $j<l$. */
export function alternates(between: string): boolean {
  return /或|\bor\b/iu.test(between);
}

/** The words before a formula leave the hypothesis before them: otherwise, 否则, 其余, 反之. */
export function turnsAway(before: string): boolean {
  return /否则|其[他它余]|反之|\b(?:otherwise|elsewhere|else|conversely)\b/iu.test(before);
}

const conditions =
  /当|若|如果|假设|假定|除非|只有|对于|\b(?:if|when|whenever|unless|provided|assuming|suppose|except|inside|outside|within|for)\b/iu;

/** The words of the sentence before a formula speak of a condition: 当下标越界时, if the subscripts are inside. */
export function statesCondition(words: string): boolean {
  return conditions.test(words.split(sentenceEnd).at(-1) ?? '');
}

/** The words before a formula that is no equation bring up what it names: for a loss $E(Z)$, 对于损失函数 $E(Z)$. */
export function bringsUp(before: string): boolean {
  return /(?:^|[\s,，.。])(?:for|with|given) (?:an?|the|some|any|every|each|all) (?:[a-z-]+ ){0,3}[a-z-]+\s*$|对于?(?:任意|任一|某个?|一个|给定的?)*\p{Script=Han}{2,6}\s*$/iu.test(
    before,
  );
}

/** Words that set the scene for more than their sentence: a case, an assumption, a place in the picture. */
export function setsScene(words: string): boolean {
  return /假设|假定|考虑|情[形况]|边界|越界|[之以]?[内外]部?的?(?:时|像素|元素)|\b(?:suppose|assum\w*|consider|fix|cases?|outside|inside|interior|boundary|border)\b/iu.test(
    words,
  );
}

/** The words after a formula, up to the end of its sentence, put a condition on it: when …, where …, 其中. */
export function conditionFollows(after: string): boolean {
  const rest = after.split(sentenceEnd)[0] ?? '';
  return conditions.test(rest) || /其中|这里|\bwhere\b|\bwith\b/iu.test(rest);
}

const outsideWords =
  /\b(?:outside|beyond|out[\s-]of|elsewhere|otherwise|pad(?:s|ded|ding)?)\b|越界|[以之]外|范围外|边界外|界外|其[他它余]|填充|补零/iu;

/** Whether a sentence about entries is about those outside: it says so, or a range follows, for $i < 1$. */
export function isAboutOutside(sentence: string, after: string, next: string): boolean {
  const rest = after.split(sentenceEnd)[0] ?? '';
  if (outsideWords.test(sentence) || outsideWords.test(rest)) return true;
  const isRange = /^[\s,，(（]*(?:for|if|when(?:ever)?|where|with|当|若|如果)[\s:：,]*$/iu.test(rest);
  return (
    isRange && /[<>]|\\(?:le|ge|leq|geq|leqslant|geqslant|lt|gt|notin)(?![a-z])|\\not\s*\\in/u.test(next)
  );
}

/** "Now let $X$ and $W$ be arbitrary matrices", 设 $X$、$W$ 为任意矩阵: what the letters stood for in an example is over. */
export function makesArbitrary(before: string, after: string): boolean {
  const names = /^(?:[\s,，、]|and|with|和|与|及|\$[^$]{1,40}\$)*/u.exec(after)?.[0] ?? '';
  const rest = after.slice(names.length);
  const isLet = /(?:\b(?:let|suppose|assume|take|consider|for)\b|设|令|取|对于?)[^.。;；]{0,60}$/iu.test(
    before,
  );
  return (
    isLet &&
    /^\s*(?:(?:now|again|then) )*(?:be|are|is|为|是)\s*(?:(?:two|both|any|some) )*(?:arbitrary|any\b|general\b|任意|任何|一般)/iu.test(
      rest,
    )
  );
}

/** The words before a hypothesis, without those that introduce it. */
export function withoutIntroduction(before: string): string {
  return before.replace(/(?:当|若|如果|\bwhen|\bif|\bfor|\bat)[\s*_]*$/iu, '');
}
