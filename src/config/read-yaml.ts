import { readFileSync, statSync } from 'node:fs'
import { LineCounter, isAlias, isMap, isPair, isScalar, parseAllDocuments, visit } from 'yaml'
import type { Document, Node } from 'yaml'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import { faultsError } from './faults-error.ts'

/** Largest file that is read. */
const MOST_BYTES = 64 * 1024 * 1024
/** Most nodes that aliases may stand for. */
const MOST_ALIASES = 100
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** A YAML (or JSON) file, read: its value, and where each part of it stands. */
export interface YamlFile {
  file: string
  text: string
  value: unknown
  /** Place of the node at a path, or of the nearest one above it that is there; with `key`, of its key. */
  placeOf(path: readonly PropertyKey[], of?: 'key' | 'value'): Place
}

/** Reads a YAML file with the core schema. Throws EvalError config with every fault of the syntax. */
export function readYaml(file: string): YamlFile {
  return parseYaml(readText(file), file)
}

/** Text of a file. Throws EvalError config where it is missing, a folder, unreadable or too large. */
export function readText(file: string): string {
  try {
    const { size } = statSync(file)
    if (size > MOST_BYTES)
      throw new EvalError('config', `${file} has ${size} bytes, expected at most ${MOST_BYTES}`, { at: file, hint: 'split it' })
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (EvalError.is(error)) throw error
    throw new EvalError(
      'config',
      `${file} could not be read: ${REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message}`,
      { at: file, cause: error },
    )
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, expected a file',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of its path is a file, not a folder',
}

/** Parses YAML text; `file` is only named in faults. */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    schema: 'core',
    version: '1.2',
    uniqueKeys: true,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const list = Array.isArray(documents) ? documents : []
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, offset))
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const [document, second] = list
  const faults: Fault[] = list.flatMap((each) =>
    [...each.errors, ...each.warnings].map((error) => ({ place: at(error.pos[0]), message: error.message })),
  )
  if (second)
    faults.push({ place: at(second.range[0]), message: 'found a second YAML document, expected one', hint: 'remove the line `---`' })
  if (document) faults.push(...structureFaults(document, at))
  if (faults.length > 0) throw faultsError(faults)
  if (!document) return { file, text, value: null, placeOf: () => at(0) }
  return {
    file,
    text,
    value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
    placeOf: (path, of = 'value') => placeIn(document, path, of, at),
  }
}

function structureFaults(document: Document, at: (offset: number) => Place): Fault[] {
  const faults: Fault[] = []
  let aliases = 0
  visit(document, (_, node) => {
    if (isAlias(node) && ++aliases === MOST_ALIASES + 1)
      faults.push({ place: at(node.range?.[0] ?? 0), message: `found more than ${MOST_ALIASES} aliases` })
    if (isPair(node) && isScalar(node.key) && RESERVED_KEYS.has(String(node.key.value))) {
      faults.push({
        place: at(node.key.range?.[0] ?? 0),
        message: `found the key ${String(node.key.value)}, which is reserved`,
        hint: 'use another name',
      })
    }
    if (
      !isPair(node) &&
      !isAlias(node) &&
      node &&
      typeof node === 'object' &&
      'tag' in node &&
      typeof node.tag === 'string' &&
      !node.tag.startsWith('tag:yaml.org,2002:')
    ) {
      faults.push({ place: at((node as Node).range?.[0] ?? 0), message: `found the tag ${node.tag}, expected none` })
    }
  })
  if (faults.length === 0 && bombs(document)) faults.push({ place: at(0), message: 'its aliases stand for more than a million nodes' })
  return faults
}

/** Do nested aliases unfold to too much? Counted without unfolding them. */
function bombs(document: Document): boolean {
  const sizes = new Map<Node, number>()
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) {
      const target = node.resolve(document)
      return target ? sizeOf(target) : 1
    }
    if (!node || typeof node !== 'object' || !('items' in node)) return 1
    const known = sizes.get(node as Node)
    if (known !== undefined) return known
    sizes.set(node as Node, 1)
    const items = (node as { items: unknown[] }).items
    const size = items.reduce<number>((sum, item) => sum + (isPair(item) ? sizeOf(item.key) + sizeOf(item.value) : sizeOf(item)), 1)
    sizes.set(node as Node, size)
    return size
  }
  return sizeOf(document.contents) > 1_000_000
}

function placeIn(document: Document, path: readonly PropertyKey[], of: 'key' | 'value', at: (offset: number) => Place): Place {
  let node: unknown = document.contents
  let offset = (node as Node | null)?.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      const key = (pair.key as Node).range?.[0] ?? offset
      const value = (pair.value as Node | null)?.range?.[0] ?? key
      offset = of === 'key' && index === path.length - 1 ? key : value
      node = pair.value
      continue
    }
    const item = (node as { items?: unknown[] } | null)?.items?.[Number(step)]
    if (!item) break
    offset = (item as Node).range?.[0] ?? offset
    node = item
  }
  return at(offset)
}
