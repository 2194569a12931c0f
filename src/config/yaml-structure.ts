import { isAlias, isMap, isPair, isScalar, visit } from 'yaml'
import type { Document, Node, Scalar, YAMLMap } from 'yaml'
import type { Fault, Place } from '../schema/fault.ts'

/** Most aliases in a file. */
const MOST_ALIASES = 100
/** Most nodes that a file may stand for when its aliases are unfolded. */
const MOST_NODES = 1_000_000
/** Deepest nesting: of mappings each level counts twice. */
const DEEPEST = 400
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const STANDARD_TAG = 'tag:yaml.org,2002:'
const CORE_TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => STANDARD_TAG + name))

/** What the parser lets pass and is refused: keys that stand twice or are reserved, tags beyond JSON, aliases that go round in circles or unfold to too much, bottomless nesting. */
export function structureFaults(document: Document, at: (offset: number) => Place): Fault[] {
  const faults: Fault[] = []
  let aliases = 0
  visit(document, (_, node, path) => {
    const say = (of: unknown, message: string, hint?: string) =>
      faults.push({ place: at((of as Node | null)?.range?.[0] ?? 0), message, hint })
    if (path.length > DEEPEST) {
      say(node, `found nesting deeper than ${DEEPEST / 2} levels`)
      return visit.BREAK
    }
    if (isAlias(node)) {
      const target = node.resolve(document)
      if (!target) say(node, `found the alias *${node.source} without an anchor &${node.source} before it`)
      else if (path.includes(target as never)) say(node, `the alias *${node.source} stands inside of what it is an alias of`)
      if (++aliases === MOST_ALIASES + 1) {
        say(node, `found more than ${MOST_ALIASES} aliases`)
        return visit.BREAK
      }
    } else if (isPair(node)) {
      if (isScalar(node.key) && RESERVED_KEYS.has(String(node.key.value)))
        say(node.key, `found the key ${String(node.key.value)}, which is reserved`, 'use another name')
      else if (node.key !== null && !isScalar(node.key) && !isAlias(node.key))
        say(node.key, 'found a list or mapping as a key, expected a text')
    }
    if (hasForeignTag(node)) say(node, `found the tag !!${node.tag.slice(STANDARD_TAG.length)}, expected none`)
    if (isMap(node)) for (const key of keysThatRepeat(node)) say(key, `found the key ${String(key.value)} twice in one mapping`)
    return undefined
  })
  if (faults.length === 0 && unfoldsTooFar(document))
    faults.push({ place: at(0), message: 'its aliases stand for more than a million nodes' })
  return faults
}

/** Tags that the parser cannot resolve at all are its own warnings. */
function hasForeignTag(node: unknown): node is { tag: string } {
  const tag = (node as { tag?: unknown } | null)?.tag
  return typeof tag === 'string' && tag.startsWith(STANDARD_TAG) && !CORE_TAGS.has(tag)
}

/** The parser's own check compares all pairs. */
function keysThatRepeat({ items }: YAMLMap): Scalar[] {
  const seen = new Set<string>()
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const name = String(key.value)
    const repeats = seen.has(name)
    seen.add(name)
    return repeats ? [key] : []
  })
}

/** Do nested aliases unfold to too much? Counted without unfolding them. */
function unfoldsTooFar(document: Document): boolean {
  const sizes = new Map<unknown, number>()
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) return sizeOf(node.resolve(document))
    const items = (node as { items?: unknown[] } | null)?.items
    if (!items) return 1
    const known = sizes.get(node)
    if (known !== undefined) return known
    const size = items.reduce<number>((sum, item) => sum + (isPair(item) ? sizeOf(item.key) + sizeOf(item.value) : sizeOf(item)), 1)
    sizes.set(node, size)
    return size
  }
  return sizeOf(document.contents) > MOST_NODES
}
