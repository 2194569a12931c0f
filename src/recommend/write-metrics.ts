import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Node, Pair } from 'yaml'
import { parseYaml } from '../config/read-yaml.ts'
import { EvalError } from '../schema/eval-error.ts'
import { blockListWith } from './block-list-with.ts'

/** What is to stand in a task file. */
export interface WantedMetrics {
  metrics: readonly string[]
  /** `null`: as it is. */
  primary: string | null
}

/** Keys that `metrics` stands before, in the usual order of a task. */
const BEHIND = ['primary', 'models', 'trials', 'failOn', 'gates']

/**
 * The text of a task file with these metrics in it, and nothing else changed: comments, order and spelling stay. Metrics that stand there already
 * keep their places. Throws EvalError config where the file is written in a way that cannot be changed so.
 */
export function withMetrics(text: string, { metrics, primary }: WantedMetrics, file: string): string {
  const before = parseYaml(text, file).value as Record<string, unknown>
  const wanted = { ...before, metrics: [...metrics], ...(primary === null ? {} : { primary }) }
  const changed = primary === null ? withList(text, metrics) : withWord(withList(text, metrics), primary)
  if (changed !== null && isDeepStrictEqual(valueOf(changed, file), wanted)) return changed
  throw new EvalError('config', `${file}: metrics cannot be written into this file without changing more than them`, {
    hint: `write it yourself: metrics: [${metrics.join(', ')}]${primary === null ? '' : ` and primary: ${primary}`}`,
  })
}

/** The order in which they will stand in the file: those that stand there first, in their order. */
export function mergedOrder(present: readonly string[], wanted: readonly string[]): string[] {
  const kept = present.filter((name, index) => wanted.includes(name) && present.indexOf(name) === index)
  return [...kept, ...wanted.filter((name) => !kept.includes(name))]
}

function valueOf(text: string, file: string): unknown {
  try {
    return parseYaml(text, file).value
  } catch (error) {
    if (EvalError.is(error)) return undefined
    throw error
  }
}

function withList(text: string, metrics: readonly string[]): string | null {
  const pair = pairAt(text, 'metrics')
  if (pair === null) return null
  if (!pair) return insertedLine(text, `metrics: [${metrics.join(', ')}]`, BEHIND)
  const value = pair.value as Node | null
  if (isSeq(value) && !value.flow) return blockListWith(text, value, metrics)
  const old = value?.range ? text.slice(value.range[0], value.range[1]) : ''
  if (old.includes('#')) return null
  const [open, close] = /^\[\s/.test(old) ? ['[ ', ' ]'] : ['[', ']']
  return withValue(text, pair, `${open}${metrics.join(', ')}${close}`)
}

function withWord(text: string | null, primary: string): string | null {
  const pair = text === null ? null : pairAt(text, 'primary')
  if (text === null || pair === null) return null
  return pair ? withValue(text, pair, primary) : insertedLine(text, `primary: ${primary}`, BEHIND.slice(1))
}

/** The pair of a key at the root; `undefined`: there is none; `null`: the root is no block of keys. */
function pairAt(text: string, key: string): Pair<Node, Node | null> | undefined | null {
  const { contents } = parseDocument(text, { schema: 'core', logLevel: 'silent', uniqueKeys: false })
  if (!isMap(contents) || contents.flow) return null
  return contents.items.find((pair) => isScalar(pair.key) && pair.key.value === key) as Pair<Node, Node | null> | undefined
}

function withValue(text: string, { key, value }: Pair<Node, Node | null>, written: string): string {
  const [from, to] = value?.range ?? [0, 0]
  if (to > from) return text.slice(0, from) + written + text.slice(to)
  // There is nothing behind the colon.
  const colon = text.indexOf(':', key.range?.[1] ?? 0) + 1
  return `${text.slice(0, colon)} ${written}${text.slice(colon)}`
}

/** A line more, before the first of some keys with the comments above it, else at the end. */
function insertedLine(text: string, line: string, before: readonly string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const starts = before.flatMap((key) => pairAt(text, key)?.key.range?.[0] ?? []).sort((a, b) => a - b)
  const [first] = starts
  if (first === undefined) return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`
  const at = aboveComments(text, text.lastIndexOf('\n', first - 1) + 1)
  return `${text.slice(0, at)}${line}${end}${text.slice(at)}`
}

/** Comments right above a line belong to it. */
function aboveComments(text: string, lineStart: number): number {
  let start = lineStart
  while (start > 0) {
    const above = text.slice(0, start - 1).lastIndexOf('\n') + 1
    if (!text.startsWith('#', above)) break
    start = above
  }
  return start
}
