const WHITE = /[ \t\r\n]*/y
// Unrolled loops: linear also where the string never ends.
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y

type State = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'after'

/** Index of the first character that no JSON text could have there: the text's length where it ends too early, `null` where it is JSON. */
export function jsonFaultAt(text: string): number | null {
  const open: ('[' | '{')[] = []
  let state: State = 'value'
  let at = 0
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const taken = pattern.test(text)
    if (taken) at = pattern.lastIndex
    return taken
  }
  for (;;) {
    take(WHITE)
    if (state === 'after' && open.length === 0) return at === text.length ? null : at
    const character = text[at]
    const closes = character === (open.at(-1) === '[' ? ']' : '}') && (state === 'after' || state.startsWith('first'))
    if (closes) {
      open.pop()
      state = 'after'
      at++
    } else if (state === 'after') {
      if (character !== ',') return at
      state = open.at(-1) === '[' ? 'value' : 'key'
      at++
    } else if (state === 'key' || state === 'first key') {
      if (!take(STRING)) return at
      state = 'colon'
    } else if (state === 'colon') {
      if (character !== ':') return at
      state = 'value'
      at++
    } else if (character === '[' || character === '{') {
      open.push(character)
      state = character === '[' ? 'first item' : 'first key'
      at++
    } else {
      if (!take(STRING) && !take(SCALAR)) return at
      state = 'after'
    }
  }
}
