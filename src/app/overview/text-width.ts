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

/** The text, or as much of its beginning as fits into so many pixels. */
export function fitText(text: string, fontPixels: number, pixels: number): string {
  if (textWidth(text, fontPixels) <= pixels) return text
  const characters = [...text]
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontPixels) > pixels) characters.pop()
  return `${characters.join('')}…`
}
