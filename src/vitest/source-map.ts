const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A source map (version 3) that maps each line to the same line of `source`, to where its text begins. */
export function identityMap(source: string, file: string) {
  let column = 0
  const mappings = source.split('\n').map((text, index) => {
    const indent = text.length - text.trimStart().length
    const segment = vlq(0) + vlq(0) + vlq(index === 0 ? 0 : 1) + vlq(indent - column)
    column = indent
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
