/** Characters that are wider than most: of East Asian scripts and pictures a whole em, capitals and round letters in between. */
const widthOf = (character: string): number => {
  if (/[\u1100-\uffdc\u{1f000}-\u{1faff}]/u.test(character)) return 1.05
  if (/[@%MWmw]/.test(character)) return 0.9
  return /[A-Z&]/.test(character) ? 0.72 : 0.56
}

/** About how many pixels a text takes in the page's font; rather more than less. */
export function textWidth(text: string, fontPixels: number): number {
  let ems = 0
  for (const character of text) ems += widthOf(character)
  return ems * fontPixels
}

/** The text, or what of its beginning and its end fits into so many pixels; `tail` is the share of it that the end has. */
export function fitText(text: string, fontPixels: number, pixels: number, tail = 0.5): string {
  if (textWidth(text, fontPixels) <= pixels) return text
  const characters = [...text]
  const cut = (kept: number): string => {
    const end = Math.floor(kept * tail)
    return `${characters.slice(0, kept - end).join('')}…${end === 0 ? '' : characters.slice(-end).join('')}`
  }
  let kept = characters.length - 1
  while (kept > 1 && textWidth(cut(kept), fontPixels) > pixels) kept--
  return cut(kept)
}
