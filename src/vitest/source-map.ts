const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * A source map (version 3) that maps each of the first `count` lines to the same line of `source`, to where its text begins, and the lines
 * after them to the lines of `source` that `rest` names.
 */
export function identityMap(source: string, file: string, count: number, rest: readonly number[] = []) {
  const lines = source.split('\n')
  const targets = [...Array.from({ length: count }, (_, index) => index), ...rest.map((line) => line - 1)]
  let column = 0
  let line = 0
  const mappings = targets.map((target) => {
    const text = lines[target]
    if (text === undefined) return ''
    const indent = text.length - text.trimStart().length
    const segment = vlq(0) + vlq(0) + vlq(target - line) + vlq(indent - column)
    column = indent
    line = target
    return segment
  })
  return { version: 3 as const, file, sources: [file], sourcesContent: [source], names: [], mappings: mappings.join(';') }
}

/** Base 64 VLQ, as source maps write numbers. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let text = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    text += BASE64[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}
