import { LineCounter, isAlias, isMap, isScalar, parseAllDocuments } from 'yaml'
import type { Document, Node } from 'yaml'
import type { Fault, Place } from '../schema/fault.ts'
import { faultsError } from './faults-error.ts'
import { readText } from './read-text.ts'
import { structureFaults } from './yaml-structure.ts'

/** A YAML (or JSON) file, read: its value, and where each part of it stands. */
export interface YamlFile {
  file: string
  text: string
  value: unknown
  /** Place of the node at a path, or of the nearest one above it that is there; with `key`, of its key. */
  placeOf(path: readonly PropertyKey[], of?: 'key' | 'value'): Place
  /** Place of a text inside of the node at a path; of the node where it is not found. */
  placeOfText(path: readonly PropertyKey[], text: string): Place
}

/** Reads a YAML file with the core schema. Throws EvalError config with every fault of the syntax. */
export function readYaml(file: string): YamlFile {
  return parseYaml(readText(file), file)
}

/** Parses YAML text; `file` is only named in faults. */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter()
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, offset))
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  try {
    const document = soleDocument(text, lines, at)
    if (!document) return { file, text, value: null, placeOf: () => at(0), placeOfText: () => at(0) }
    return {
      file,
      text,
      value: document.toJS({ maxAliasCount: -1 }) as unknown,
      placeOf: (path, of = 'value') => at(rangeOf(document, path, of).start),
      placeOfText: (path, wanted) => {
        const { start, end } = rangeOf(document, path, 'value')
        const found = text.slice(start, end).indexOf(wanted)
        return at(found < 0 ? start : start + found)
      },
    }
  } catch (error) {
    // The parser descends once per level of nesting.
    if (error instanceof RangeError) throw faultsError([TOO_DEEP(at(0))])
    throw error
  }
}

const TOO_DEEP = (place: Place): Fault => ({ place, message: 'found nesting that is too deep to be read' })

/** Tags of YAML's own name space are found with the structure. */
const FOREIGN_TAG = 'Unresolved tag: tag:yaml.org,2002:'

function soleDocument(text: string, lines: LineCounter, at: (offset: number) => Place): Document | undefined {
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    schema: 'core',
    version: '1.2',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : []
  const [document, second] = documents
  const problems = documents.flatMap((each) => [...each.errors, ...each.warnings])
  const overflow = problems.find((problem) => problem.message.startsWith('Maximum call stack'))
  if (overflow) throw faultsError([TOO_DEEP(at(overflow.pos[0]))])
  const faults: Fault[] = problems
    .filter(({ message }) => !message.startsWith(FOREIGN_TAG))
    .map(({ message, pos }) => ({
      place: at(pos[0]),
      message: message.replace(/^Unresolved tag: (.*)$/, 'found the tag $1, expected none'),
    }))
  if (second)
    faults.push({ place: at(second.range?.[0] ?? 0), message: 'found a second YAML document, expected one', hint: 'remove the line `---`' })
  if (document) faults.push(...structureFaults(document, at))
  if (faults.length > 0) throw faultsError(faults)
  return document
}

function rangeOf(document: Document, path: readonly PropertyKey[], of: 'key' | 'value'): { start: number; end: number } {
  let node: unknown = document.contents
  let range = extent(node) ?? { start: 0, end: 0 }
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      const key = extent(pair.key) ?? range
      range = of === 'key' && index === path.length - 1 ? key : (extent(pair.value) ?? key)
      node = pair.value
      continue
    }
    const item = (node as { items?: unknown[] } | null)?.items?.[Number(step)]
    if (!item) break
    range = extent(item) ?? range
    node = item
  }
  return range
}

function extent(node: unknown): { start: number; end: number } | null {
  const range = (node as Node | null)?.range
  return range ? { start: range[0], end: range[1] } : null
}
