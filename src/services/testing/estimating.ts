import { join } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import { testFolder } from '../../config/testing/test-folder.ts'
import { usageKey } from '../../records/earlier-usage.ts'
import type { EarlierRuns } from '../../records/earlier-usage.ts'
import type { EarlierUsage } from '../../records/usage-of.ts'
import type { Model } from '../../schema/model.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { loadTask } from '../../tasks/load-task.ts'
import { estimate } from '../estimate.ts'
import type { EstimateOptions } from '../estimate.ts'

/** US dollars per million tokens. */
export const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 10 }
export const mini = testModel({ label: 'mini', price })
export const nothingBefore: EarlierRuns = { usage: new Map(), tasks: new Map() }

const OUTPUT = { mean: 100, p95: 400 }
const USED = {
  trials: 50,
  distinct: 50,
  asking: 1,
  callsPerTrial: 1,
  inputTokens: 20,
  outputTokens: OUTPUT,
  outputPerCall: OUTPUT,
  inputs: new Map(),
  costNanoUsd: null,
}

/** What earlier runs used of a task and model. */
export const before = (usage: Partial<EarlierUsage>, task = 'capitals', model = 'mini'): EarlierRuns['usage'] =>
  new Map([[usageKey(task, model), { ...USED, ...usage }]])

/** A task with these cases, and more lines of YAML. */
export async function taskOf(cases: object[], more = '', env: Record<string, string> = {}) {
  const yaml = `name: capitals\nprompt: "What is the capital of {{country}}?"\ncases: cases.jsonl\nfailOn: gate\n${more}`
  const root = testFolder({ 'a.task.yaml': yaml, 'cases.jsonl': cases.map((each) => `${JSON.stringify(each)}\n`).join('') })
  return loadTask(join(root, 'a.task.yaml'), await loadConfig({ root, env }))
}

/** A case of 13 measured tokens. */
export const country = (index: number, gold?: string) => ({ id: `c${index}`, input: { country: 'x'.repeat(12) }, ...(gold && { gold }) })

/** What trials of these cases said of their input. */
export const inputsOf = async (tokens: number, cases: object[], more = '', trials = 3) =>
  new Map((await taskOf(cases, more)).cases.map(({ caseHash }) => [caseHash, { trials, tokens: tokens * trials }]))

/** The estimate of all its cases. */
export async function estimateOf(models: Model[], cases: object[], more = '', options: Partial<EstimateOptions> = {}) {
  const task = await taskOf(cases, more)
  const planned = [{ task, chosen: models.map((model) => ({ model, cases: task.cases })), judge: task.judge ?? null }]
  return estimate({ planned, suites: [], models, earlier: nothingBefore, seed: 1, ...options })
}
