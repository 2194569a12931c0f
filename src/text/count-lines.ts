/** Lines, the last one without a line end included; an empty text has none. */
export function countLines(text: string): number {
  if (text === '') return 0
  const ends = text.match(/\r\n|\n|\r/g)?.length ?? 0
  return /[\r\n]$/.test(text) ? ends : ends + 1
}
