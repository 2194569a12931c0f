/** Part of a text, from its first character to behind its last one. */
export interface BracketSpan {
  from: number
  to: number
}

const CLOSES: Record<string, string> = { '}': '{', ']': '[' }
/** Spans within spans are kept up to here. */
const MOST_SPANS = 10_000

/**
 * Balanced spans of braces and square brackets, inner ones included, and where the first bracket stands that is never closed (`null`: none).
 * Inside of brackets, what stands in double quotes on one line does not count. Linear in the text.
 */
export function bracketSpans(text: string): { closed: BracketSpan[]; open: number | null } {
  const closed: BracketSpan[] = []
  const stack: { at: number; bracket: string }[] = []
  const waiting: Record<string, number> = { '{': 0, '[': 0 }
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string
    if (inString) {
      if (character === '\\') index++
      else if (character === '"' || character === '\n') inString = false
    } else if (character === '"') inString = stack.length > 0
    else if (character === '{' || character === '[') {
      stack.push({ at: index, bracket: character })
      waiting[character] = (waiting[character] as number) + 1
    } else if (character === '}' || character === ']') {
      const from = close(CLOSES[character] as string, stack, waiting)
      if (from !== null && closed.length < MOST_SPANS) closed.push({ from, to: index + 1 })
      else if (from !== null) replaceInner(closed, { from, to: index + 1 })
    }
  }
  return { closed, open: stack[0]?.at ?? null }
}

/** Takes the nearest bracket of a kind off the stack, with those in it that were never closed. */
function close(bracket: string, stack: { at: number; bracket: string }[], waiting: Record<string, number>): number | null {
  if (waiting[bracket] === 0) return null
  for (;;) {
    const last = stack.pop()
    if (last === undefined) return null
    waiting[last.bracket] = (waiting[last.bracket] as number) - 1
    if (last.bracket === bracket) return last.at
  }
}

/** Makes room for a span by dropping those inside of it; without any the last one goes. */
function replaceInner(closed: BracketSpan[], span: BracketSpan): void {
  closed.pop()
  while (closed.length > 0 && (closed.at(-1) as BracketSpan).from > span.from) closed.pop()
  closed.push(span)
}
