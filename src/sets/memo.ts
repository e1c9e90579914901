// The same question is asked again and again while a proof is searched: answers are kept by the text of the question.

/** Answers that one memo keeps; when there would be more, all are forgotten. */
const capacity = 10_000;

/**
 * A function that computes the answer for a text once.
 *
 * @example const square = memo<number>(); square('3', () => 9); square('3', () => 0) // 9 both times
 */
export function memo<A>(): (text: string, compute: () => A) => A {
  const answers = new Map<string, A>();
  return (text, compute) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as A;
    const answer = compute();
    if (answers.size >= capacity) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
