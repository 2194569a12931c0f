import { faultsError } from '../../config/faults-error.ts'
import { parseYaml, readYaml } from '../../config/read-yaml.ts'
import { readText } from '../../config/read-text.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../../config/zod-faults.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { totalRate } from '../../sim/server/fault-plan.ts'
import { servedAnswerSchema, serverSettingsSchema } from '../../sim/server/server-settings.ts'
import type { ServerSettings } from '../../sim/server/server-settings.ts'

/** Flags of `taskbench sim serve`, as they were written. */
export interface SimServeOptions {
  port?: string
  seed?: string
  latency?: string
  pace?: string
  faults?: string
  answer?: string
  answers?: string
  echo?: boolean
  settings?: string
}

/** Largest file of answers. */
const MOST_BYTES = 256 * 1024 * 1024

/** Settings file and flags as settings; flags go over the file. Throws EvalError config with every fault. */
export function simServerSettings(options: SimServeOptions): { settings: ServerSettings; port: number } {
  const file = options.settings === undefined ? {} : settingsFile(options.settings)
  const parsed = serverSettingsSchema.safeParse({ ...file, ...flags(options) }, { error: sayLegalKeys })
  if (!parsed.success) {
    const problems = problemsOf(parsed.error, { ...file, ...flags(options) })
    throw new EvalError('config', problems.map(({ message, hint }) => `${message}${hint ? ` (${hint})` : ''}`).join('\n'), {
      hint: 'taskbench sim serve --help shows the flags',
    })
  }
  const total = totalRate(parsed.data.faults)
  if (total > 1) {
    throw new EvalError('config', `the rates of the faults add up to ${total.toFixed(3)}, expected at most 1`, {
      hint: 'each request fails in one way at most: lower some of them',
    })
  }
  return { settings: parsed.data, port: portOf(options.port ?? '0') }
}

function settingsFile(path: string): Record<string, unknown> {
  const source = readYaml(path)
  const parsed = serverSettingsSchema.safeParse(source.value ?? {}, { error: sayLegalKeys })
  if (!parsed.success) throw faultsError(placeProblems(problemsOf(parsed.error, source.value), source))
  return (source.value ?? {}) as Record<string, unknown>
}

/** Only the flags that were given. */
function flags({ seed, latency, pace, faults, answer, answers, echo }: SimServeOptions): Record<string, unknown> {
  return {
    ...(seed === undefined ? {} : { seed: numberOf(seed) }),
    ...(latency === undefined ? {} : { latency: latencyOf(latency) }),
    ...(pace === undefined ? {} : { tokensPerSecond: numberOf(pace) }),
    ...(faults === undefined ? {} : { faults: valueOf(faults, '--faults') }),
    ...(answer === undefined ? {} : { answer }),
    ...(answers === undefined ? {} : { answers: answersOf(answers) }),
    ...(echo === undefined ? {} : { echo }),
  }
}

/** A number, or the text that is none, so that it can be shown. */
function numberOf(text: string): number | string {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? text : number
}

/** Milliseconds, or JSON: `{"kind":"lognormal","medianMs":200}`. */
function latencyOf(text: string): unknown {
  return text.trim().startsWith('{') ? valueOf(text, '--latency') : { kind: 'fixed', ms: numberOf(text) }
}

/** JSON (or flow YAML) as it stands, else the path of a file of YAML. */
function valueOf(text: string, flag: string): unknown {
  return (text.trim().startsWith('{') ? parseYaml(text, flag) : readYaml(text)).value
}

function answersOf(file: string): unknown[] {
  const lines = readText(file, MOST_BYTES).split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [answerOf(line, file, index + 1)]))
}

function answerOf(text: string, file: string, line: number): unknown {
  const place = { file, line, column: 1 }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw faultsError([{ place, message: 'the line is not JSON', hint: 'lines are {"match": "…", "answer": …}' }])
  }
  const parsed = servedAnswerSchema.safeParse(value, { error: sayLegalKeys })
  if (parsed.success) return parsed.data
  throw faultsError(placeProblems(problemsOf(parsed.error, value), { placeOf: () => place }))
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new EvalError('config', `--port: found ${text}, expected a whole number from 0 to 65535`, { hint: '0 takes a free port' })
}
