import { jsonrepair } from 'jsonrepair'
import type { Json } from '../schema/json.ts'
import { bracketSpans } from './bracket-spans.ts'

/** JSON found in a text, or why there is none. `repaired`: it was not quite JSON. */
export type ExtractedJson = { value: Json; repaired: boolean } | { value: undefined; problem: string }

/** Longest text that is searched, in UTF-16 units. */
const LONGEST_TEXT = 32 * 1024 * 1024
/** Longest text that is repaired: the repair takes quadratic time on hostile text (half a second at this length). */
const LONGEST_REPAIR = 64 * 1024
/** Deepest nesting that is read: whatever walks the value must not overflow the stack. */
const DEEPEST = 500
/** Most code fences and spans that are tried. */
const MOST_TRIED = 20
const MOST_RESTARTS = 4

/**
 * Reads JSON from an answer: the whole text; else the first code fence that holds JSON; else of the balanced objects and arrays in the prose
 * the longest that is JSON. Where the longest one (or the fence, or what a cut answer began) looks like JSON and is broken, it is repaired
 * rather than a shorter one taken. Bounded in size and depth; time is linear in the text.
 */
export function extractJson(text: string): ExtractedJson {
  if (text.length > LONGEST_TEXT)
    return nothing(`the answer has ${text.length} characters, more than the ${LONGEST_TEXT} that are read as JSON`)
  const whole = text.trim()
  if (whole === '') return nothing('the answer is empty')
  const exact = parse(whole)
  if (exact) return { ...exact, repaired: false }
  for (const candidate of fences(whole)) {
    const found = parse(candidate)
    if (found) return { ...found, repaired: false }
  }
  const fenced = fences(whole).find(looksLikeJson)
  return fenced === undefined ? fromProse(whole, MOST_RESTARTS) : repair(fenced)
}

function fromProse(text: string, restarts: number): ExtractedJson {
  const { closed, open } = bracketSpans(text)
  const longest = closed.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_TRIED)
  const rest = open === null ? '' : text.slice(open)
  const outgrown = (size: number) => rest.length > 2 * size && looksLikeJson(rest)
  let tried = 0
  for (const { from, to } of longest) {
    if (outgrown(to - from)) break
    const candidate = text.slice(from, to)
    tried += candidate.length
    const found = parse(candidate)
    if (found) return { ...found, repaired: false }
    if (looksLikeJson(candidate)) return repair(candidate)
    if (tried > 4 * text.length) break
  }
  if (looksLikeJson(rest)) return repair(rest)
  // A bracket of the prose that is never closed may have swallowed the rest: as if it were not there.
  return rest !== '' && restarts > 0 ? fromProse(rest.slice(1), restarts - 1) : nothing('there is no JSON in the answer')
}

function repair(candidate: string): ExtractedJson {
  if (depthOf(candidate) > DEEPEST) return nothing(`the JSON in the answer is nested deeper than ${DEEPEST} levels`)
  if (candidate.length > LONGEST_REPAIR)
    return nothing(
      `the JSON in the answer is broken, and has ${candidate.length} characters, more than the ${LONGEST_REPAIR} that are repaired`,
    )
  try {
    const repaired = parse(jsonrepair(candidate))
    if (repaired) return { ...repaired, repaired: true }
  } catch {
    // What cannot be repaired, or is nested too deep in brackets that only the repair sees.
  }
  return nothing('the JSON in the answer is broken beyond repair')
}

const nothing = (problem: string): ExtractedJson => ({ value: undefined, problem })

/** Does an object or array begin as JSON does, or as the sloppy JSON that can be repaired? */
function looksLikeJson(text: string): boolean {
  return /^(?:\{\s*(?:["'“‘}]|[\w$-]{1,100}\s*:)|\[\s*(?:["'“‘{[\]]|[-+.\deE]{1,30}\s*(?:[,\]]|$)|(?:true|false|null)\b))/.test(text)
}

function parse(text: string): { value: Json } | null {
  if (!/^[[{"\-\dtfn]/.test(text) || depthOf(text) > DEEPEST) return null
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    return null
  }
}

/** Contents of code fences, in order; the last one may be cut. */
function fences(text: string): string[] {
  return text
    .split('```', 2 * MOST_TRIED)
    .filter((_, index) => index % 2 === 1)
    .map((content) =>
      content
        .replace(/^[a-zA-Z0-9_-]*[ \t]*\r?\n/, '')
        .replace(/^json\b/i, '')
        .trim(),
    )
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
