import { z } from 'zod'
import { answerFormats } from '../src/answers/answer-formats.ts'
import { checkKinds } from '../src/checks/check-kinds.ts'
import { metricDefinitions } from '../src/metrics/metrics.ts'
import { mutators } from '../src/mutators/mutators.ts'
import { providerDefinitions } from '../src/providers/provider-definitions.ts'
import { seededRandom } from '../src/random/seeded-random.ts'
import { DROP_REASONS } from '../src/schema/checks-file.ts'
import { EVAL_ERROR_KINDS } from '../src/schema/eval-error.ts'
import type { Json, JsonObject } from '../src/schema/json.ts'
import { progressSchema } from '../src/schema/progress.ts'

/** Tables that the documentation holds between two comments, by file and name. */
export function documentTables(): Record<string, Record<string, string>> {
  return {
    'docs/checks.md': { checks: checkTable() },
    'docs/configuration.md': { providers: providerTable() },
    'docs/generated-checks.md': { mutators: mutatorTable(), reasons: reasonTable() },
    'docs/metrics.md': { metrics: metricTable(), errors: errorTable() },
    'docs/results.md': { progress: progressTable() },
  }
}

/** The document with its tables written anew. Throws where it has no place for one. */
export function withTables(text: string, tables: Record<string, string>): string {
  return Object.entries(tables).reduce((document, [name, rows]) => {
    const [begin, end] = [`<!-- generated: ${name} -->\n`, '<!-- generated: end -->']
    const start = document.indexOf(begin)
    const stop = document.indexOf(end, start)
    if (start < 0 || stop < 0) throw new Error(`there is no place for the table ${name}: expected ${begin}…${end}`)
    return document.slice(0, start + begin.length) + rows + document.slice(stop)
  }, text)
}

function checkTable(): string {
  const rows = checkKinds.map(({ kind, passesWhen, schema }) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as {
      properties?: Record<string, JsonObject>
      required?: string[]
    }
    const given = Object.entries(properties).map(
      ([name, property]) => `\`${name}\`${required.includes(name) ? '' : '?'}${legalWords(property)}`,
    )
    return [`\`${kind}\``, given.join(', ') || '–', passesWhen]
  })
  return table(['kind', 'arguments (`?`: may be left out)', 'passes when'], rows)
}

function legalWords(property: JsonObject): string {
  const words = property['enum']
  return Array.isArray(words) ? `: ${words.join(', ')}` : ''
}

function metricTable(): string {
  const rows = metricDefinitions.map(({ name, unit, direction, description, formula }) => [
    `\`${name}\``,
    unit,
    direction,
    description,
    formula,
  ])
  return table(['metric', 'unit', 'better', 'what it is', 'formula and source'], rows)
}

/** Right answers of every kind that mutators damage, by format; other formats are like text. */
const GOLD: Record<string, Json> = {
  json: [
    { name: 'one', start: 0, end: 5 },
    { name: 'two', start: 5, end: 9 },
  ],
  lines: ['one', 'two'],
  number: 12,
}

function mutatorTable(): string {
  const rows = mutators.map((mutator) => {
    const formats = answerFormats.filter((format) => {
      const gold = GOLD[format.name] ?? 'two words'
      const random = seededRandom('document', mutator.name)
      return mutator.mutate({ gold, others: ['other'], input: {}, format, schema: null, pairing: null, random }) !== null
    })
    const names = formats.map(({ name }) => name).join(', ')
    return [`\`${mutator.name}\``, mutator.class, mutator.description, formats.length === answerFormats.length ? 'all' : names]
  })
  return table(['mutator', 'class', 'what it does', 'formats'], rows)
}

function reasonTable(): string {
  return table(
    ['reason', 'a check is not used because'],
    Object.entries(DROP_REASONS).map(([reason, because]) => [`\`${reason}\``, because]),
  )
}

function errorTable(): string {
  const rows = Object.entries(EVAL_ERROR_KINDS).map(([kind, { retryable, counts }]) => [
    `\`${kind}\``,
    retryable ? 'yes' : 'no',
    counts === 'answered' ? 'a failed answer' : 'missing data',
  ])
  return table(['kind of error', 'asked again', 'counts as'], rows)
}

/** What each model has and the totals have too stands once. */
function progressTable(): string {
  const rowsOf = (shape: Record<string, { description?: string | undefined }>, prefix = ''): string[][] =>
    Object.entries(shape).flatMap(([name, { description }]) => (description === undefined ? [] : [[`\`${prefix}${name}\``, description]]))
  const { models, totals, ...run } = progressSchema.shape
  const own = Object.fromEntries(Object.entries(models.element.shape).filter(([name]) => !Object.hasOwn(totals.shape, name)))
  return table(['field', 'what it is'], [...rowsOf(run), ...rowsOf(own, 'models[].'), ...rowsOf(totals.shape, 'totals.')])
}

function providerTable(): string {
  const rows = providerDefinitions.map(({ name, description, keyVariables, hosts, paid }) => [
    `\`${name}\``,
    description,
    keyVariables.map((variable) => `\`${variable}\``).join(' or ') || '–',
    hosts.map((host) => `\`${host}\``).join(', ') || (paid ? 'none without leave' : 'asks nobody'),
  ])
  return table(['provider', 'what it is', 'key', 'hosts that may get the key'], rows)
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`
  return line(header) + line(header.map(() => '---')) + rows.map(line).join('')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}
