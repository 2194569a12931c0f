/** The text, or its beginning and end with what was left out said between, at most `max` characters long. Never cuts a surrogate pair. */
export function shorten(text: string, max = 400): string {
  if (text.length <= max) return text
  const note = ` … (${text.length - max} more) … `
  const room = max - note.length
  if (room < 8) return `${safeHead(text, Math.max(1, max - 1))}…`
  const head = Math.ceil((room * 2) / 3)
  return safeHead(text, head) + note + safeTail(text, room - head)
}

const isHigh = (code: number) => code >= 0xd800 && code < 0xdc00
const isLow = (code: number) => code >= 0xdc00 && code < 0xe000

function safeHead(text: string, length: number): string {
  return text.slice(0, isHigh(text.charCodeAt(length - 1)) ? length - 1 : length)
}

function safeTail(text: string, length: number): string {
  const from = text.length - length
  return text.slice(isLow(text.charCodeAt(from)) ? from + 1 : from)
}
