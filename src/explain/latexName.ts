// Names in LaTeX: a letter as it is, a word upright, primes behind.

const greek = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega'.split(
    ' ',
  ),
);

/** `w`, `\delta`, `\mathrm{loss}`, `w'`. */
export function latexName(name: string): string {
  const [, word = '', primes = ''] = /^(.*?)('*)$/u.exec(name) ?? [];
  if ([...word].length === 1) return `${word}${primes}`;
  const lower = word.toLowerCase();
  if (greek.has(lower)) return `\\${word}${primes}`;
  return `\\mathrm{${word}}${primes}`;
}
