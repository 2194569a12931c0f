import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Document, isCollection, isMap, isSeq, parseDocument, Scalar, visit } from 'yaml'
import type { Node } from 'yaml'
import { putInPlace } from '../files/put-in-place.ts'
import type { ChecksFile, GeneratedCheck } from '../schema/checks-file.ts'
import type { Json } from '../schema/json.ts'

const HEADER = ' Checks that a model wrote and taskbench tried. `reviewed: true` keeps a check as it is when they are written anew.'

/**
 * A file of checks as YAML, in one order of keys. Checks that a person reviewed stand as they stood in the file before, with its comments; only
 * their figures are new. What is read from it is what was written.
 */
export function formatChecksFile(content: ChecksFile, before?: string): string {
  const { version, task, writtenFor, writtenBy, outOfFold, checks, dropped } = content
  const document = new Document(plain({ version, task, writtenFor, writtenBy, outOfFold, checks: checks.map(checkEntry), dropped }))
  document.commentBefore = HEADER
  const list = document.get('checks')
  const old = nodesByName(before)
  if (isSeq(list)) {
    list.items = list.items.map((item, index) => {
      const generated = checks[index] as GeneratedCheck
      const node = generated.reviewed ? old.get(generated.check.name) : undefined
      if (!node) return item
      for (const figure of ['killRate', 'kills', 'coverage', 'ffr'] as const) {
        if (isMap(node) && generated[figure] !== undefined) node.set(figure, document.createNode(generated[figure]))
      }
      if (isMap(node) && !node.has('reviewed')) node.set('reviewed', true)
      return node
    })
    for (const item of list.items.slice(1)) if (isCollection(item)) item.spaceBefore = true
  }
  for (const path of IN_ONE_LINE) inOneLine(document.contents, path)
  return withVisibleMarks(document)
}

/** Marks that reorder text, and controls that JSON leaves as they are: whoever reviews a file must see them. */
const HIDDEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

/** The text of a document, with escapes for such marks: what is read from it is what was written. */
function withVisibleMarks(document: Document): string {
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.search(HIDDEN) >= 0) scalar.type = Scalar.QUOTE_DOUBLE
    },
  })
  // Without a width: what is read at a glance stays in one line, and a phrase is one line of a difference.
  const text = document.toString({ lineWidth: 0 })
  return text.replace(HIDDEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
}

/** Small parts that are read at a glance; `*` stands for every item of a list. */
const IN_ONE_LINE = [['writtenBy'], ['outOfFold', 'coverage'], ['outOfFold', 'ffr'], ['checks', '*', 'kills'], ['dropped', '*']]

function inOneLine(node: unknown, [key, ...rest]: readonly string[]): void {
  if (isSeq(node) && key === '*') for (const item of node.items) inOneLine(item, rest)
  else if (isMap(node) && key === undefined) node.flow = true
  else if (isMap(node) && key !== undefined) inOneLine(node.get(key, true), rest)
}

/** Writes a file of checks, whole or not at all. */
export async function writeChecksFile(file: string, content: ChecksFile): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  await putInPlace(file, (temporary) => writeFile(temporary, formatChecksFile(content, before)))
}

function checkEntry({
  check,
  source,
  category,
  killRate,
  kills,
  coverage,
  ffr,
  reviewed,
  unproven,
}: GeneratedCheck): Record<string, Json | undefined> {
  const { name, description, severity, kind, not, arguments: given } = check
  return {
    name,
    description,
    severity,
    kind,
    ...given,
    ...(not ? { not } : {}),
    source,
    category,
    killRate,
    kills,
    coverage,
    ffr,
    ...(reviewed ? { reviewed } : {}),
    ...(unproven ? { unproven } : {}),
  }
}

/** Without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The checks of a file as they are written there; none of a file with aliases, which would point out of them. */
function nodesByName(text: string | undefined): Map<string, Node> {
  if (text === undefined) return new Map()
  const document = parseDocument(text, { schema: 'core', logLevel: 'silent' })
  const list = document.errors.length === 0 ? document.get('checks') : null
  let aliases = 0
  visit(document, { Alias: () => void aliases++ })
  if (!isSeq(list) || aliases > 0) return new Map()
  // The comment before the first item is the list's.
  const [first] = list.items
  if (isMap(first)) first.commentBefore ??= list.commentBefore
  const entries = list.items.flatMap((item) => (isMap(item) ? [[String(item.get('name') ?? item.get('kind')), item as Node] as const] : []))
  return new Map(entries)
}
