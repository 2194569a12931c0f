import { z } from 'zod'
import { answerFormats } from '../src/answers/answer-formats.ts'
import { checkJsonSchema } from '../src/checks/check-json-schema.ts'
import { metricDefinitions } from '../src/metrics/metrics.ts'
import { answerLabelSchema } from '../src/schema/answer-label.ts'
import { baselineSchema } from '../src/schema/baseline.ts'
import { benchmarkReportSchema } from '../src/schema/benchmark-report-schema.ts'
import { caseSchema } from '../src/schema/case.ts'
import { checksFileSchema, provenanceSchema } from '../src/schema/checks-file.ts'
import { configSchema } from '../src/schema/config.ts'
import type { JsonObject } from '../src/schema/json.ts'
import { profileSchema } from '../src/schema/profile.ts'
import { progressSchema } from '../src/schema/progress.ts'
import { reportSchema } from '../src/schema/report.ts'
import { runComparisonSchema } from '../src/schema/run-comparison.ts'
import { scenarioSchema } from '../src/schema/scenario.ts'
import { tapeEntrySchema } from '../src/schema/tape.ts'
import { useCaseSchema } from '../src/schema/use-case.ts'
import { taskSchema } from '../src/schema/task.ts'

const CHECKS: JsonObject = { type: 'array', items: { $ref: '#/$defs/check' } }

/** JSON Schemas (2020-12) for editors, by their paths. */
export function editorSchemas(): Record<string, string> {
  const json = (schema: JsonObject) => `${JSON.stringify(schema, null, 2)}\n`
  return {
    'schemas/config.schema.json': json(derive(configSchema)),
    'schemas/task.schema.json': json(taskJsonSchema()),
    'schemas/case.schema.json': json(withChecks(derive(caseSchema))),
    'schemas/checks.schema.json': json(checksJsonSchema()),
    'schemas/labels.schema.json': json(derive(answerLabelSchema)),
    'schemas/use-case.schema.json': json(derive(useCaseSchema)),
    'schemas/scenario.schema.json': json(derive(scenarioSchema)),
    'schemas/progress.schema.json': json(derive(progressSchema, 'output')),
    'schemas/report.schema.json': json(derive(reportSchema, 'output')),
    'schemas/baseline.schema.json': json(derive(baselineSchema, 'output')),
    'schemas/comparison.schema.json': json(derive(runComparisonSchema, 'output')),
    'schemas/benchmark.schema.json': json(derive(benchmarkReportSchema, 'output')),
    'schemas/profile.schema.json': json(derive(profileSchema, 'output')),
    'schemas/tape.schema.json': json(derive(tapeEntrySchema, 'output')),
  }
}

function derive(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonObject {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as unknown as JsonObject
}

/** `NAME.checks.yaml`: each check with what the file says of it. */
function checksJsonSchema(): JsonObject {
  const schema = withChecks(derive(checksFileSchema))
  const said = derive(provenanceSchema)['properties'] as JsonObject
  const branches = (at(schema as Record<string, JsonObject>, ['$defs', 'check'])['anyOf'] as JsonObject[]).map((branch) => ({
    ...branch,
    properties: { ...(branch['properties'] as JsonObject), ...said },
  }))
  return { ...schema, $defs: { check: { anyOf: branches } } }
}

/** The kinds of checks know their own arguments. */
function withChecks(schema: JsonObject): JsonObject {
  return {
    ...schema,
    properties: { ...(schema['properties'] as JsonObject), checks: CHECKS },
    $defs: { ...(schema['$defs'] as JsonObject | undefined), check: checkJsonSchema() },
  }
}

/** Words that are legal by the lists of metrics and formats, which the zod schema does not know. */
function taskJsonSchema(): JsonObject {
  const schema = withChecks(derive(taskSchema))
  const metric: JsonObject = {
    anyOf: [{ enum: metricDefinitions.map(({ name }) => name) }, { type: 'string', pattern: '^pass[@^][1-9]\\d*$' }],
  }
  const properties = schema['properties'] as Record<string, JsonObject>
  const set = (path: readonly string[], more: JsonObject) => Object.assign(at(properties, path), more)
  set(['output', 'properties', 'format'], { enum: answerFormats.map(({ name }) => name) })
  set(['metrics', 'items'], metric)
  set(['primary'], metric)
  set(['gates', 'items', 'properties', 'metric'], metric)
  return schema
}

function at(properties: Record<string, JsonObject>, path: readonly string[]): JsonObject {
  return path.reduce<JsonObject>((found, step) => {
    const next = found[step]
    if (typeof next !== 'object' || next === null || Array.isArray(next)) throw new Error(`the schema of a task has no ${path.join('.')}`)
    return next
  }, properties)
}
