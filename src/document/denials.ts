// Statements that a text does not make: it denies them, asks whether they hold, shows them as mistakes of others, or
// assumes them to find a contradiction. What is so quoted is not judged, and nothing is learnt from it.

/** The words just before a formula, from the last formula or the beginning of its sentence on, that take it back. */
const before: readonly RegExp[] = [
  /(?:是否(?:有)?|不成立|不正确|不是|并非|而非|不等于|不要求|不需要|不必|无需|未必|不一定|不再|不会|不可能|不能|没有)(?:假设|假定|要求|认为|总是|一定|都)?(?:有|写成|写作|得到|满足)?$/u,
  /(?:不|没有|无须|未)(?:假设|假定|要求)$/u,
  /(?:错误|错|误)(?:的|地)?(?:写法|公式|式子|结论|做法|说法|认识|写|认为|以为|作)?(?:成|作|有)?(?:是|为|如下|例如)?$/u,
  /(?:反设|假设相反|判断正误|判断对错)$/u,
  /\b(?:not|never|cannot|can't|don't|doesn't|isn't|nor)(?:,? (?:necessarily|true|in general|that|have|be|get|obtain|hold|claim|say|mean|imply|assume|require|need|want|write|conclude|simply|just|equal to|the same as|a|an|any|the condition))*$/iu,
  /\b(?:wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|false(?:ly)?)(?: (?:formula|statement|claim|equation|identity|form|version|answer|result|to (?:write|say|think|conclude|assume)))?(?: (?:is|are|reads|says|would be|that))*$/iu,
  /\b(?:(?:common|frequent|typical|usual|popular|classic) (?:mistake|error)|mistake|misconception|fallacy|temptation)(?: (?:is|are|would be|reads|here))*(?: to (?:write|put|set|use|take|think|say|believe|assume|conclude))?(?: that)?$/iu,
  /\b(?:tempted|tempting) to \w+(?: that)?$/iu,
  /(?<!\bas )\b(?:one|you|we|students?|beginners?|people) (?:might|may|would) (?:naively |wrongly |at first )?(?:think|believe|expect|guess)(?: that)?$/iu,
  /\b(?:for (?:the sake of )?(?:a )?contradiction|on the contrary)(?: that)?$/iu,
  /\b(?:instead of|rather than|as opposed to|prove or disprove|true or false\??|is it true(?: that)?|does|whether|nowhere)$/iu,
  /\b(?:unless|except|apart from|aside from|other than|not only|besides)(?: (?:for|when|if|in|the|a|case|cases|of|that|where))*$/iu,
  /除(?:了|非)?(?:当|在|情[形况])?$/u,
  /(?:~~|[❌✗✘])$/u,
];

/** A case that is mentioned to be left aside: since $M = 1$ is trivial. */
const aside = /\b(?:since|as|because|(?:the )?case|that)$|(?:因为|由于|情[形况])$/iu;
const trivially =
  /^(?:is|being|are) (?:(?:a|the|quite|rather|clearly) )*(?:trivial|clear|obvious|easy|immediate|excluded|uninteresting)\b|^(?:是|时|的情[形况])?(?:平凡|显然|不考虑)/iu;

/** The words just after a formula that take it back; what may stand before them says what is spoken of. */
const after: readonly RegExp[] = [
  /^(?:(?:这|该|此|上)(?:个|一)?(?:式|等式|结论|公式|写法|说法|性质)?|但|但是|然而|却|可是|一般|通常|来说|情[形况]下|在|地|并|就|都|也|是|就是|[,，\s])*(?:不(?:一定|总是|总|再|可能|会)?(?:成立|正确|对|为真)|未必(?:成立|正确|对)|错(?:误|了)?的?(?=$|[。；，,;.\s）)])|有误|矛盾|应(?:为|改为|改成|作|写作|写成|是)|吗|是否|是错)/u,
  /^(?:[,;(]|but|yet|however|although|and|which|this|that|it|the (?:latter|formula|equation|statement)|\s)*(?:(?:is|are|was|were|would be)(?: (?:simply|just|clearly|plainly|in general))? (?:a |an )?(?:false|wrong|incorrect|mistaken|mistake|error|absurd|impossible|contradiction|contradictory|not (?:true|correct|right|valid|the case|an identity))|(?:do|does|did|need|will|would|can|could) ?(?:not|n't)\b|cannot\b|fails?\b|breaks down|should (?:read|be|have been)|must read|ought to|a contradiction|(?:false|wrong|incorrect)\s*(?:$|[).,;!]))/iu,
  /^[^$。；，.,;:!?]{1,48}\b(?:is|are|was) (?:wrong|false|incorrect|mistaken|not true|a mistake|an error)\b/iu,
  /^[（(]\s*(?:[×✗✘❌]|错误?|wrong|false|incorrect)\s*[)）]/iu,
  // With a capital letter another sentence begins.
  /^(?:instead of|rather than|而不是|而非)/u,
  /^(?:\?|？|~~|[❌✗✘])/u,
];

/** The whole sentence before a formula assumes what is to be led to a contradiction: suppose, for contradiction, that. */
const indirect =
  /(?:\b(?:suppose|assume|imagine)\b[^$]*\b(?:contradiction|the contrary)\b|反证|反设|假[设定]相反)[^$]*$/iu;

/** Whether the words before a formula in its sentence, or those after it, take back what it says or ask for it. */
export function denies(wordsBefore: string, wordsAfter: string): boolean {
  const led = wordsBefore.replace(/[\s:：,，*_"“「『]+$/u, '');
  const own = led.slice(led.lastIndexOf('$') + 1);
  const follows = wordsAfter.replace(/^[\s*_,，"”」』]+/u, '');
  return (
    /~~\s*$/u.test(wordsBefore) ||
    before.some((words) => words.test(own)) ||
    indirect.test(led) ||
    (aside.test(own.trim()) && trivially.test(follows)) ||
    after.some((words) => words.test(follows))
  );
}
