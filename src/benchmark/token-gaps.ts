import type { Sample } from '../schema/sample.ts'

/** Milliseconds between tokens: each gap over the tokens of the part that ends it, once for each of them. Nothing where they are not counted. */
export function* tokenGaps({ gapsMs, gapTokens }: Pick<Sample, 'gapsMs' | 'gapTokens'>): Generator<number> {
  for (const [index, tokens] of gapTokens?.entries() ?? []) {
    const eachMs = (gapsMs[index] as number) / tokens
    for (let token = 0; token < tokens; token++) yield eachMs
  }
}
