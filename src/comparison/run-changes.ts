import { isDeepStrictEqual } from 'node:util'
import type { Baseline, BaselineModel, BaselineTask } from '../schema/baseline.ts'
import type { Json } from '../schema/json.ts'
import type { Change } from '../schema/run-comparison.ts'

const shown = (value: Json | undefined): string =>
  value === undefined || value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const change = (what: string, a: Json | undefined, b: Json | undefined): Change[] =>
  isDeepStrictEqual(a, b) ? [] : [{ what, a: shown(a), b: shown(b) }]

/** What differs between two runs as a whole, by their headers. */
export function runChanges(a: Baseline['run'], b: Baseline['run']): Change[] {
  const commit = ({ commit: id, dirty }: Baseline['run']): string | null => (id === null ? null : `${id}${dirty ? ' with changes' : ''}`)
  const versions = [...new Set([...Object.keys(a.versions), ...Object.keys(b.versions)])].sort()
  return [
    ...change('commit', commit(a), commit(b)),
    ...change('settings (configHash)', a.configHash, b.configHash),
    ...change('general model', a.generalModel, b.generalModel),
    ...change('seed', a.seed, b.seed),
    ...change('price list', a.priceDate, b.priceDate),
    ...versions.flatMap((name) => change(name, a.versions[name], b.versions[name])),
  ]
}

/** What differs between two versions of a task, by their hashes. */
export function taskChanges(a: BaselineTask, b: BaselineTask): Change[] {
  return [
    ...change('prompt', a.promptHash, b.promptHash),
    ...change('checks', a.checksHash, b.checksHash),
    ...change('output format or pairing', a.matchingHash, b.matchingHash),
    ...change('cases', a.caseSetHash, b.caseSetHash),
    ...change('trials per case', a.trials, b.trials),
    ...change('primary metric', a.primary, b.primary),
    ...change('use case', a.useCase, b.useCase),
  ]
}

/** What differs between the settings of one model in two runs. */
export function modelChanges(a: BaselineModel, b: BaselineModel): Change[] {
  const names = [...new Set([...Object.keys(a.settings), ...Object.keys(b.settings)])].sort()
  return [
    ...change('label', a.model, b.model),
    ...change('model', a.modelId, b.modelId),
    ...change('judge', a.judge, b.judge),
    ...names.flatMap((name) => change(name, a.settings[name], b.settings[name])),
  ]
}
