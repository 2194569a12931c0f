import { jsonrepair } from 'jsonrepair'
import type { Json } from '../schema/json.ts'

/** JSON found in a text, or why there is none. `repaired`: it was not quite JSON. */
export type ExtractedJson = { value: Json; repaired: boolean } | { value: undefined; problem: string }

/** Longest text that is searched. */
const LONGEST_TEXT = 32 * 1024 * 1024
/** Longest text that is repaired: repairing is slower than reading. */
const LONGEST_REPAIR = 1024 * 1024
const DEEPEST = 500

/**
 * Reads JSON from an answer: the whole text; else the first code fence that holds JSON; else the longest balanced object or array in the
 * prose; else the same, repaired. Bounded in size and depth; time is linear in the text.
 */
export function extractJson(text: string): ExtractedJson {
  if (text.length > LONGEST_TEXT)
    return { value: undefined, problem: `the answer has ${text.length} characters, more than are read as JSON` }
  const whole = text.trim()
  if (whole === '') return { value: undefined, problem: 'the answer is empty' }
  const exact = parse(whole)
  if (exact) return { ...exact, repaired: false }
  const fenced = fences(whole)
  for (const candidate of fenced) {
    const found = parse(candidate)
    if (found) return { ...found, repaired: false }
  }
  const span = longestSpan(whole)
  const found = span === null ? null : parse(span.text)
  if (found) return { ...found, repaired: false }
  return repair(fenced.find((candidate) => /^[[{]/.test(candidate)) ?? span?.text ?? null)
}

function repair(candidate: string | null): ExtractedJson {
  const nothing = { value: undefined, problem: 'there is no JSON in the answer' }
  if (candidate === null || candidate.length > LONGEST_REPAIR || depthOf(candidate) > DEEPEST) return nothing
  try {
    const repaired = parse(jsonrepair(candidate))
    return repaired ? { ...repaired, repaired: true } : nothing
  } catch {
    return { value: undefined, problem: 'the JSON in the answer is broken beyond repair' }
  }
}

function parse(text: string): { value: Json } | null {
  if (!/^[[{"\-\dtfn]/.test(text) || depthOf(text) > DEEPEST) return null
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    return null
  }
}

/** Contents of code fences, in order. */
function fences(text: string): string[] {
  const parts = text.split('```')
  const found: string[] = []
  for (let index = 1; index < parts.length && found.length < 20; index += 2)
    found.push((parts[index] as string).replace(/^[a-zA-Z0-9_-]*[ \t]*\r?\n/, '').trim())
  return found
}

const OPEN: Record<string, string> = { '{': '}', '[': ']' }

/** The longest span that begins with a bracket and ends with its partner; where none ends, from the first bracket to the end. */
function longestSpan(text: string): { text: string } | null {
  let best: { from: number; to: number } | null = null
  let first = -1
  for (let from = 0; from < text.length; from++) {
    if (OPEN[text[from] as string] === undefined) continue
    if (first < 0) first = from
    const to = endOfSpan(text, from)
    if (to < 0) break
    if (!best || to - from > best.to - best.from) best = { from, to }
    from = to
  }
  if (best) return { text: text.slice(best.from, best.to + 1) }
  return first < 0 ? null : { text: text.slice(first) }
}

/** Where the span that begins at `from` ends; −1 if it does not. */
function endOfSpan(text: string, from: number): number {
  let depth = 0
  let inString = false
  for (let index = from; index < text.length; index++) {
    const character = text[index] as string
    if (inString) {
      if (character === '\\') index++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return index
  }
  return -1
}

/** Depth of brackets outside of strings. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return deepest
}
