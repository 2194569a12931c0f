import { nearest } from '../text/nearest.ts'

/** The sentences for a word that is not among the legal ones: the nearest one, where there is one, and all of them. */
export function unknownWord(
  what: string,
  word: string,
  legal: readonly string[],
  written: (word: string) => string = (name) => name,
): { message: string; hint: string } {
  const near = nearest(word, legal)
  const message = `unknown ${what}, expected one of ${legal.map(written).join(', ')}`
  return { message, hint: near === null ? `use one of ${legal.map(written).join(', ')}` : `did you mean ${written(near)}?` }
}
