import { canonicalJson } from '../hash/canonical-json.ts'
import type { Message } from '../schema/model-request.ts'
import type { TapeEntry, TapeQuestion } from '../schema/tape.ts'
import { shorten } from '../text/shorten.ts'
import { withoutMarks } from './without-marks.ts'

const SHOWN = 80

/** What differs between a recorded call and a question, in words: the tape's side first. Trial and call are told apart by whoever counts them. */
export function tapeDifferences(entry: TapeEntry, question: TapeQuestion): string[] {
  const { model } = question
  const [recorded, asked] = requestsOf(entry, question)
  return [
    ...unequal('provider', entry.provider, model.provider),
    ...unequal('model', entry.name, model.name),
    ...unequal('address', entry.baseUrl ?? "the vendor's", model.baseUrl ?? "the vendor's"),
    ...messageDifferences(recorded.messages, asked.messages),
    ...paramDifferences(recorded.params, asked.params),
    ...(canonicalJson(recorded.tools ?? []) === canonicalJson(asked.tools ?? []) ? [] : ['tools differ']),
    ...(canonicalJson(recorded.outputSchema ?? null) === canonicalJson(asked.outputSchema ?? null)
      ? []
      : ['the schema of the output differs']),
  ]
}

/** A user's own prompt is compared word for word: what looks like a mark there is none. */
function requestsOf(entry: TapeEntry, question: TapeQuestion): [TapeEntry['request'], TapeQuestion['request']] {
  if (entry.phase === 'execution' || question.phase === 'execution') return [entry.request, question.request]
  return [withoutMarks(entry.request), withoutMarks(question.request)]
}

const unequal = (name: string, recorded: string, asked: string): string[] => (recorded === asked ? [] : [`${name} ${recorded} ≠ ${asked}`])

function messageDifferences(recorded: readonly Message[], asked: readonly Message[]): string[] {
  const at = recorded.findIndex((message, index) => canonicalJson(message) !== canonicalJson(asked[index]))
  const first = at === -1 ? (asked.length > recorded.length ? recorded.length : -1) : at
  if (first === -1) return []
  const [a, b] = [recorded[first], asked[first]]
  if (!a || !b || a.role !== b.role) return [`messages ${rolesOf(recorded)} ≠ ${rolesOf(asked)}`]
  const name = nameOf(asked, first)
  return a.content === b.content ? [`tool calls of ${name} differ`] : [lineDifference(name, a.content, b.content)]
}

const rolesOf = (messages: readonly Message[]): string => messages.map(({ role }) => role).join(', ') || 'none'

/** The only message of the user is the prompt. */
function nameOf(messages: readonly Message[], index: number): string {
  const role = messages[index]?.role
  const alone = messages.filter((message) => message.role === role).length === 1
  if (role === 'user' && alone) return 'prompt'
  return role === 'system' && alone ? 'system message' : `message ${index + 1} (${role})`
}

function lineDifference(name: string, recorded: string, asked: string): string {
  const [before, after] = [recorded.split('\n'), asked.split('\n')]
  const at = before.findIndex((line, index) => line !== after[index])
  const line = at === -1 ? before.length : at
  return `${name} differs at line ${line + 1}: ${quoted(before[line], after[line])} ≠ ${quoted(after[line], before[line])}`
}

/** A line from a little before where it begins to differ from the other one. */
function quoted(line: string | undefined, other = ''): string {
  if (line === undefined) return 'no such line'
  let same = 0
  while (same < line.length && line[same] === other[same]) same++
  const from = line.length <= SHOWN ? 0 : Math.max(0, Math.min(same - 20, line.length - SHOWN))
  return JSON.stringify((from > 0 ? '…' : '') + shorten(line.slice(from), SHOWN))
}

function paramDifferences(recorded: object, asked: object): string[] {
  const [a, b] = [recorded as Record<string, unknown>, asked as Record<string, unknown>]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return names.flatMap((name) => {
    const [before, after] = [a[name], b[name]].map((value) => (value === undefined ? 'not given' : shorten(canonicalJson(value), SHOWN)))
    return unequal(name, String(before), String(after))
  })
}

/** How far a question is from a recorded call: what differs, and then how much of the messages. */
export function tapeDistance(entry: TapeEntry, question: TapeQuestion): [differences: number, characters: number, trials: number] {
  const texts = requestsOf(entry, question).map(({ messages }) => messages.map(({ content }) => content).join('\n'))
  const [a = '', b = ''] = texts
  const trials = Math.abs(entry.trial - question.trial) + Math.abs(entry.nth - (question.nth ?? 0))
  return [tapeDifferences(entry, question).length, unlikeCharacters(a, b), trials]
}

function unlikeCharacters(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return Math.max(a.length, b.length) - head - tail
}
