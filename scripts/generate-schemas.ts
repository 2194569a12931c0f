// Writes what is derived from the code: JSON Schemas for editors, and the tables of checks and metrics in the documentation.
// `--check` writes nothing and exits with 1 where something is out of date.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { checkJsonSchema } from '../src/checks/check-json-schema.ts'
import { checkKinds } from '../src/checks/check-kinds.ts'
import { metricDefinitions } from '../src/metrics/metrics.ts'
import { caseSchema } from '../src/schema/case.ts'
import { configSchema } from '../src/schema/config.ts'
import type { JsonObject } from '../src/schema/json.ts'
import { reportSchema } from '../src/schema/report.ts'
import { taskSchema } from '../src/schema/task.ts'

const root = resolve(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')

const generated = { ...schemaFiles(), ...(await documentationFiles()) }
const stale: string[] = []
for (const [file, content] of Object.entries(generated)) {
  const path = join(root, file)
  if ((await readFile(path, 'utf8').catch(() => null)) === content) continue
  stale.push(relative(root, path))
  if (checkOnly) continue
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
if (stale.length > 0) console.log(`${checkOnly ? 'out of date (run npm run generate)' : 'written'}: ${stale.join(', ')}`)
if (checkOnly && stale.length > 0) process.exitCode = 1

function schemaFiles(): Record<string, string> {
  const json = (schema: JsonObject) => `${JSON.stringify(schema, null, 2)}\n`
  const derive = (schema: z.ZodType, io: 'input' | 'output' = 'input') =>
    z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as unknown as JsonObject
  const check = checkJsonSchema()
  const withChecks = (schema: JsonObject): JsonObject => {
    const properties = schema['properties'] as JsonObject
    return {
      ...schema,
      properties: { ...properties, checks: { type: 'array', items: { $ref: '#/$defs/check' } } },
      $defs: { ...(schema['$defs'] as JsonObject | undefined), check },
    }
  }
  const checks: JsonObject = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['checks'],
    properties: { checks: { type: 'array', items: { $ref: '#/$defs/check' } } },
    $defs: { check },
  }
  return {
    'schemas/config.schema.json': json(derive(configSchema)),
    'schemas/task.schema.json': json(withChecks(derive(taskSchema))),
    'schemas/case.schema.json': json(derive(caseSchema)),
    'schemas/checks.schema.json': json(checks),
    'schemas/report.schema.json': json(derive(reportSchema, 'output')),
  }
}

async function documentationFiles(): Promise<Record<string, string>> {
  return {
    'docs/checks.md': await withTable('docs/checks.md', checkTable()),
    'docs/metrics.md': await withTable('docs/metrics.md', metricTable()),
  }
}

/** The document with its generated part, between two comments, written anew. */
async function withTable(file: string, table: string): Promise<string> {
  const text = await readFile(join(root, file), 'utf8')
  return text.replace(
    /(<!-- generated: begin -->\n)[\s\S]*?(<!-- generated: end -->)/,
    (_, begin: string, end: string) => `${begin}${table}${end}`,
  )
}

function checkTable(): string {
  const rows = checkKinds.map(({ kind, passesWhen, schema }) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as {
      properties?: Record<string, JsonObject>
      required?: string[]
    }
    const given = Object.entries(properties).map(
      ([name, property]) => `\`${name}\`${required.includes(name) ? '' : '?'}${values(property)}`,
    )
    return `| \`${kind}\` | ${given.join(', ') || '–'} | ${cell(passesWhen)} |\n`
  })
  return `| kind | arguments (\`?\`: may be left out) | passes when |\n| --- | --- | --- |\n${rows.join('')}`
}

function values(property: JsonObject): string {
  const legal = property['enum']
  return Array.isArray(legal) ? `: ${legal.join(', ')}` : ''
}

function metricTable(): string {
  const rows = metricDefinitions.map(
    ({ name, unit, direction, description, formula }) =>
      `| \`${name}\` | ${unit} | ${direction} | ${cell(description)} | ${cell(formula)} |\n`,
  )
  return `| metric | unit | better | what it is | formula and source |\n| --- | --- | --- | --- | --- |\n${rows.join('')}`
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')
}
