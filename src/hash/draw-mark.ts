import { hashJson } from './hash-json.ts'

const LENGTH = 16

/**
 * A delimiter's mark that none of the texts holds. It follows from the seed and the texts themselves, so that a text that names its own mark
 * would have to be found by trial, and is passed over even then.
 */
export function drawMark(seed: number, texts: readonly string[]): string {
  for (let draw = 0; ; draw++) {
    const mark = hashJson([seed, draw, texts]).slice(0, LENGTH)
    if (!texts.some((text) => text.includes(mark))) return mark
  }
}
