import { hashJson } from './hash-json.ts'

const LENGTH = 16
/** So much of the mark stands in the ids of questions: JSON that stands in a text cannot name them. */
export const ID_MARK = 6

/**
 * A delimiter's mark of which none of the texts holds even the part that stands in ids. It follows from the seed and the texts themselves, so that
 * a text that names its own mark would have to be found by trial, and is passed over even then.
 */
export function drawMark(seed: number, texts: readonly string[]): string {
  for (let draw = 0; ; draw++) {
    const mark = hashJson([seed, draw, texts]).slice(0, LENGTH)
    if (!texts.some((text) => text.includes(mark.slice(0, ID_MARK)))) return mark
  }
}
