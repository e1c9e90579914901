// Conditions that a sentence states in words alone: if the kernel is symmetric, for kernels with a single row, on a
// constant image, up to a rotation. They are not understood, so that what is false without them is not called false.

const quality =
  '(?:(?:anti|skew-?)?symmetric(?:al)?|square|constant|separable|periodic|diagonal|odd|even|odd-sized|even-sized|uniform|' +
  'binary|sparse|zero|identity|delta|trivial|single|one-(?:row|column|dimensional)|1-?D|non-?negative|positive|orthogonal|' +
  'invertible|special|degenerate|pointwise|palindromic|unit)';
const thing =
  '(?:kernels?|images?|inputs?|filters?|matri\\w+|tensors?|signals?|sequences?|vectors?|weights|outputs?|convolutions?|rows?|columns?|channels?|pixels?)';
const states =
  '(?:is|are|has|have|had|contains?|consists?|vanish\\w*|equals?|repeats?|coincides?|does|do|happens? to|agrees?)';

const english: readonly RegExp[] = [
  new RegExp(
    `\\b(?:if|unless|provided(?: that)?|assuming(?: that)?|as long as|so long as|in case)\\s+(?!(?:we|you|one)\\b)(?:[\\w'$-]+\\s+){1,8}?${states}\\b`,
    'iu',
  ),
  /\bwhen(?:ever)? (?:the|a|an|all|both|every|its)\s+(?:[\w'$-]+\s+){1,5}?(?:is|are|has|have|vanish\w*|coincides?|equals?)\b(?! \w+(?:ed|ing)\b)/iu,
  new RegExp(
    `\\b(?:for|on|with|of|a|an|where|only|let|be)\\s+(?:[a-z]+\\s+){0,2}?${quality}\\s+(?:[a-z]+\\s+)?${thing}\\b`,
    'iu',
  ),
  new RegExp(
    `\\bfor (?:an? |all |any |every |such )?(?:[a-z]+ ){0,2}?${thing} (?:that|which|whose|with|without|having|of)\\b(?!(?: [a-z]+){0,3} ?\\$)`,
    'iu',
  ),
  /\b(?:ignoring|neglecting|disregarding|leaving aside|apart from|except for|but for|forgetting)\b/iu,
  /\bup to (?:an? |the )?(?:sign|factor|scal\w+|rotation|flip\w*|reflection|transpos\w+|permutation|constant|order|boundar\w+|shift|translation|reindexing|renaming)/iu,
  /\b(?:by|in) (?:abuse|a slight abuse) of notation\b|\bloosely\b/iu,
];

const chinese: readonly RegExp[] = [
  /(?:若(?!干)|如果|假如|倘若|只要|除非)(?!我们|你|把|将)[^$，,。；]{2,}(?:[，,]|则|时|那么)/u,
  /(?:若(?!干)|如果|假如|倘若|只要|除非|当)[^，,。；]{0,12}(?:对称|为常数|是常数|是?方阵|都?相同|相等|恒为|全为|为零|为偶数|为奇数|只有)/u,
  /(?:对于?|在)[^$，。；]{0,12}(?:对称|方阵|方形|常数|可分离|单行|单列|一行|一列|一维|只有|周期)[^$，。；]{0,10}(?:核|图像|矩阵|输入|滤波器|信号|上|中)/u,
  /(?:忽略|不计|不考虑|不区分|略去|抛开)(?!其)[^$。；，]{1,20}[，,]|相差[^$。；]{1,12}(?:意义|的)|在[^$。；，]{1,14}(?:意义下|前提下|条件下)/u,
];

/** A kernel of sizes in numbers is the subject: a $1\times1$ convolution, 对于 $1\times1$ 的核. */
const ofNumbers =
  /\$\s*\d+\s*\\times\s*\d+\s*\$\s*-?\s*(?:sized? )?(?:convolution|kernel|filter|的?(?:卷积|滤波器|核))|\b\d+ ?[x×] ?\d+ (?:convolution|kernel|filter)/u;

/** Whether the words of a sentence, formulas between dollar signs, state a condition that only words say. */
export function restrictsInWords(sentence: string): boolean {
  if (ofNumbers.test(sentence)) return true;
  const words = sentence.replaceAll(/\$[^$]*\$/gu, '$').replaceAll(/\s+/gu, ' ');
  return [...english, ...chinese].some((condition) => condition.test(words));
}
