import { compileJsonSchema } from '../answers/json-schema.ts'
import { answerFormat, answerFormats } from '../answers/answer-formats.ts'
import { defaultMetrics, defaultPrimary, metricDefinition, metricDefinitions } from '../metrics/metrics.ts'
import type { Case } from '../schema/case.ts'
import type { CheckSpec } from '../schema/check.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Message } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'
import { unknownModels } from '../use-cases/unknown-models.ts'
import { caseOrder } from '../random/case-order.ts'
import { nearest } from '../text/nearest.ts'
import { goldFaults } from './gold-faults.ts'
import { metricFacts } from './metric-facts.ts'
import { pairingProblems } from './pairing-problems.ts'
import { promptFaults } from './prompt-faults.ts'
import type { RawCases } from './raw-case.ts'
import { resolveCases } from './resolve-cases.ts'
import { repeatedNames } from './resolve-checks.ts'
import { stopFaults } from './stop-faults.ts'
import { tailFaults } from './tail-faults.ts'
import { taskChunking } from './task-chunking.ts'
import { taskHashes } from './task-hashes.ts'
import { taskJudge } from './task-judge.ts'
import { insertUseCase } from './use-case-prompt.ts'
import type { GivenTask as Given } from './validate-task.ts'

export interface TaskSource {
  /** Absolute path of the file that defines the task. */
  file: string
  config: Config
  raw: RawCases
  checks: CheckSpec[]
  dependencies: string[]
  placeOf(path: readonly PropertyKey[], of?: 'key' | 'value'): Place
  /** Place of a text inside of the node at a path. */
  placeOfText(path: readonly PropertyKey[], text: string): Place
  /** A code suite: a function takes the prompt's place. */
  code: boolean
  /** Its use case's file, where there is one. */
  useCase: LoadedUseCase | null
  /** The model that a use case names. Throws EvalError config where there is none. */
  modelNamed(name: string): Model
  /** Keys at the root of which nothing more is said. */
  faulty: ReadonlySet<PropertyKey>
}

/** A validated definition and its cases as a task, with every default resolved. The faults are all that were found. */
export function assembleTask(given: Given, source: TaskSource): { task: Task; faults: Fault[] } {
  const faults: Fault[] = []
  const say: Say = (path, message, hint) => {
    if (!source.faulty.has(path[0] as PropertyKey)) faults.push({ place: source.placeOf(path), message, hint })
  }
  const output = resolveOutput(given, say)
  const { cases, faults: caseFaults } = resolveCases(source.raw.cases)
  faults.push(...caseFaults)
  if (source.raw.cases.length === 0 && !source.raw.unreadable) say(['cases'], 'there are no cases', 'name a file with at least one case')
  faults.push(
    ...repeatedNames(
      source.checks,
      cases.map((subject) => subject.checks),
    ),
  )
  const messages = resolveMessages(given, source, cases, say)
  const { facts, metrics, primary } = resolveMetrics(given, output, cases, source.checks, say)
  const models = taskModels(given, source, say, faults)
  for (const [index, gate] of given.gates.entries()) sayGateFaults(gate, ['gates', index], say)
  for (const { path, message, hint } of [...pairingProblems(given.pairing), ...stopFaults(given, facts)]) say(path, message, hint)
  const { chunking, faults: chunkingFaults } = taskChunking(given, source, { messages, format: output.format }, cases)
  faults.push(...chunkingFaults)
  if (!source.code)
    faults.push(
      ...promptFaults(given, cases, source, chunking !== null || (given.chunking ?? 'none') !== 'none' || source.faulty.has('chunking')),
    )
  if (!source.faulty.has('output') && !source.faulty.has('pairing')) faults.push(...goldFaults(output, given.pairing, cases))
  const { judge, faults: judgeFaults } = taskJudge({
    config: source.config,
    checks: source.checks,
    cases,
    useCase: source.useCase,
    modelNamed: source.modelNamed,
    place: source.placeOf(['checks']),
  })
  faults.push(...judgeFaults)
  const prompt = { messages, params: given.params ?? {}, tools: given.tools ?? [], chunking }
  const task: Task = {
    name: given.name,
    description: given.description,
    useCase: given.useCase ?? 'default',
    output,
    pairing: given.pairing ?? null,
    metrics,
    primary,
    trials: facts.trials,
    failOn: given.failOn,
    gates: given.gates.map((gate, index) => ({ ...gate, place: source.placeOf(['gates', index]) })),
    file: source.file,
    ...prompt,
    checks: source.checks,
    ...(judge ? { judge } : {}),
    ...casesInOrder(given, cases, source.config),
    models,
    dependencies: source.dependencies,
    lines: { name: source.placeOf(['name'], 'key').line, cases: source.placeOf(['cases'], 'key').line },
    ...taskHashes({ ...prompt, output, checks: source.checks, cases, name: given.name, pairing: given.pairing ?? null, judge }),
  }
  return { task, faults }
}

/** Where asking may stop early the cases are in the order in which they are asked. */
function casesInOrder({ stop, name }: Given, cases: Case[], { seed }: Pick<Config, 'seed'>): Pick<Task, 'cases' | 'stop'> {
  return stop === undefined ? { cases } : { stop, cases: caseOrder(cases, ({ id }) => id, seed, name) }
}

type Say = (path: PropertyKey[], message: string, hint?: string) => void

function resolveOutput(given: Given, say: Say): Task['output'] {
  const names = answerFormats.map(({ name }) => name)
  const { format, schema } = given.output
  if (!names.includes(format)) {
    const meant = nearest(format, names)
    say(
      ['output', 'format'],
      `unknown format ${JSON.stringify(format)}`,
      `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}`,
    )
  }
  let legal: JsonObject | boolean | null = (schema as JsonObject | boolean | undefined) ?? null
  if (legal !== null) {
    try {
      compileJsonSchema(legal)
    } catch (error) {
      say(['output', 'schema'], EvalError.is(error) ? error.message : `the schema is not valid: ${(error as Error).message}`)
      legal = null
    }
  }
  return { format: names.includes(format) ? format : answerFormat('text').name, schema: legal }
}

function resolveMessages(given: Given, { code, useCase }: TaskSource, cases: readonly Case[], say: Say): Message[] {
  if (code) return []
  if (given.prompt !== undefined && given.messages) say(['messages'], 'found both `prompt` and `messages`, expected one of them')
  if (given.prompt === undefined && !given.messages)
    say(['prompt'], 'there is no `prompt`', 'write a prompt, or `messages: [{ role, content }]`')
  const system: Message[] = given.system === undefined ? [] : [{ role: 'system', content: given.system }]
  const messages = [...system, ...(given.messages ?? [{ role: 'user' as const, content: given.prompt ?? '' }])]
  const inserted = insertUseCase(messages, useCase?.useCase ?? null, cases)
  if (!inserted)
    say(
      [given.messages ? 'messages' : 'prompt'],
      'a text of the use case makes a placeholder with the words around it',
      'put a space between',
    )
  return inserted ?? messages
}

function resolveMetrics(given: Given, output: Task['output'], cases: readonly Case[], checks: readonly CheckSpec[], say: Say) {
  const trials = typeof given.trials === 'number' ? { count: given.trials, pass: 'all' as const } : given.trials
  const facts = metricFacts({ output, pairing: given.pairing ?? null, trials, checks, cases })
  const names = metricDefinitions.map(({ name }) => name)
  const check = (name: string, path: PropertyKey[]) => {
    if (metricDefinition(name)) return
    const meant = nearest(name, names)
    say(path, `unknown metric ${JSON.stringify(name)}`, `${meant ? `did you mean ${meant}? ` : ''}legal: ${names.join(', ')}`)
  }
  for (const [index, name] of (given.metrics ?? []).entries()) check(name, ['metrics', index])
  if (given.primary !== undefined) check(given.primary, ['primary'])
  for (const [index, gate] of given.gates.entries()) check(gate.metric, ['gates', index, 'metric'])
  for (const { path, message, hint } of tailFaults(given)) say(path, message, hint)
  const chosen = given.metrics ?? defaultMetrics(facts)
  const usual = defaultPrimary(facts)
  const primary =
    given.primary ?? (chosen.includes(usual) ? usual : (chosen.find((name) => metricDefinition(name)?.isTail !== true) ?? usual))
  return { facts, primary, metrics: [...new Set([...chosen, primary, ...given.gates.map(({ metric }) => metric)])] }
}

/** The labels or ids that a task names, else those of its use case; `null`: all of the config. What is not configured is said where it stands. */
function taskModels(given: Given, { config, useCase }: TaskSource, say: Say, faults: Fault[]): string[] | null {
  const usual = given.models ? undefined : useCase?.useCase?.models
  for (const { index, message, hint } of unknownModels(given.models ?? usual ?? [], config)) {
    if (given.models) say(['models', index], message, hint)
    else if (useCase) faults.push({ place: useCase.placeOf(['models', index]), message, hint })
  }
  return given.models ?? usual ?? null
}

function sayGateFaults(gate: Given['gates'][number], path: PropertyKey[], say: Say): void {
  if (gate.min === undefined && gate.max === undefined && gate.baseline === undefined) say(path, 'a gate needs `min`, `max` or `baseline`')
  if (gate.min !== undefined && gate.max !== undefined && gate.min > gate.max) say(path, `min ${gate.min} is above max ${gate.max}`)
  const bounds = metricDefinition(gate.metric)?.unit === 'share' ? (['min', 'max'] as const) : []
  for (const bound of bounds) {
    const value = gate[bound]
    if (value !== undefined && (value < 0 || value > 1))
      say([...path, bound], `${bound} ${value} is outside of 0 to 1, where ${gate.metric} lies`, 'write 0.8 for 80 %')
  }
  if (gate.margin !== undefined && gate.baseline === undefined) say([...path, 'margin'], '`margin` belongs to a gate with a `baseline`')
}
