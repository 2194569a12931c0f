const FIELD = 'error:'
const NOT_AT_START = -1

/**
 * llama.cpp reports an error in a field that event streams do not have: `error: {…}`. Such a line is handed on as an event named `error`, wherever
 * the pieces of the stream are split.
 */
export function translateErrorField(): (piece: string) => string {
  // The beginning of a line that may yet become one.
  let held = ''
  let atStart = true
  return (piece) => {
    const text = held + piece
    const line = startOfLastLine(text, atStart)
    held = line !== NOT_AT_START && line < text.length && isBeginning(text, line) ? text.slice(line) : ''
    const whole = held === '' ? text : text.slice(0, line)
    const translated = whole.includes(FIELD) ? translate(whole, atStart) : whole
    atStart = line === text.length || held !== ''
    return translated
  }
}

/** Shorter than the field's name, and its beginning. */
const isBeginning = (text: string, from: number) => text.length - from < FIELD.length && FIELD.startsWith(text.slice(from))

function startOfLastLine(text: string, atStart: boolean): number {
  const lineEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return lineEnd >= 0 ? lineEnd + 1 : atStart ? 0 : NOT_AT_START
}

const translate = (text: string, atStart: boolean) =>
  text.replace(/(^|[\r\n])error:/g, (field: string, before: string) => (before === '' && !atStart ? field : `${before}event: error\ndata:`))
