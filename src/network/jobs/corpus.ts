// Sentences of praise and blame, made by a grammar. A single word does not decide: "not" turns what follows it around, and
// so does "hardly", with words between them and the adjective.

import type { Random } from '../random.js';

const parts = {
  thing: ['film', 'book', 'meal', 'concert', 'room', 'play', 'story', 'garden', 'lecture', 'journey'],
  good: ['good', 'lovely', 'brilliant', 'charming', 'clever', 'delightful'],
  bad: ['bad', 'dull', 'awful', 'boring', 'clumsy', 'dreadful'],
  very: ['very', 'really', 'quite', 'rather', 'particularly'],
  not: ['not', 'never', 'hardly'],
  was: ['was', 'seemed', 'is', 'became'],
  aside: [
    'we',
    'went',
    'there',
    'on',
    'monday',
    'friday',
    'with',
    'friends',
    'by',
    'train',
    'again',
    'alone',
  ],
  other: ['the', 'a', 'and', 'at', 'all'],
} as const;

type Part = keyof typeof parts;

export const vocabulary: readonly string[] = [...new Set(Object.values(parts).flat())];

/** The most words of a sentence. */
export const longest = 14;

export interface Sentence {
  readonly words: readonly string[];
  readonly isPraise: boolean;
}

/** Sentences of which no two are the same, as many of praise as of blame, but for chance. */
export function corpus(count: number, random: Random): readonly Sentence[] {
  const found = new Map<string, Sentence>();
  while (found.size < count) {
    const sentence = made(random);
    found.set(sentence.words.join(' '), sentence);
  }
  return [...found.values()];
}

/** [aside] the THING was [not] [very] GOOD|BAD [aside] */
function made(random: Random): Sentence {
  const one = (part: Part): string => parts[part][random.below(parts[part].length)] as string;
  const aside = (): readonly string[] => Array.from({ length: random.below(4) }, () => one('aside'));
  const [isGood, isTurned] = [random.next() < 0.5, random.next() < 0.5];
  const words = [
    ...aside(),
    random.next() < 0.7 ? 'the' : 'a',
    one('thing'),
    one('was'),
    ...(isTurned ? [one('not')] : []),
    ...(random.next() < 0.2 ? ['at', 'all'] : []),
    ...(random.next() < 0.6 ? [one('very')] : []),
    one(isGood ? 'good' : 'bad'),
    ...aside(),
  ];
  return { words, isPraise: isGood !== isTurned };
}
