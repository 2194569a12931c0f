// C0 and C1 controls but tab and line feed, and the marks that reorder text on a terminal.
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** Any of them, a carriage return, or half of a pair: most texts have none, and are given back as they are. */
const SUSPECT = new RegExp(`${CONTROLS.source}|[\\uD800-\\uDFFF]`)

/** Text that is safe on a terminal: control characters become visible (␛ for escape), lone surrogates become U+FFFD; line feeds and tabs stay. */
export function stripControl(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(CONTROLS, visible)
}

function visible(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '␡' : '\uFFFD'
}
