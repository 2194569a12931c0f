import { join } from 'node:path'
import { PROFILES_FOLDER, appendProfiles, readProfiles } from '../benchmark/profile-files.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'

/** What Vitest does with snapshots, and this with baselines: write all anew, only those that are not there, or none (in CI). */
export type UpdateBaselines = 'all' | 'new' | 'none'

export interface BaselineQuestion {
  /** The blocks of one model, as they were just measured. */
  blocks: readonly BenchmarkProfile[]
  /** Instead of the newest. */
  run?: string | undefined
  /** What was measured on another machine serves, too. */
  otherMachine?: boolean | undefined
}

export interface BaselineAnswer {
  blocks: BenchmarkProfile[]
  /** The given profile was stored just now: it is its own baseline. */
  stored: boolean
}

/**
 * The stored profile that a measured one is held against: of the same scenario (by its hash), model and machine, the newest run. Where `update` says so, the
 * measured one is stored and serves. Rejects with EvalError config where there is none.
 */
export async function profileBaseline(root: string, question: BaselineQuestion, update: UpdateBaselines): Promise<BaselineAnswer> {
  const { blocks, run, otherMachine = false } = question
  const [first] = blocks
  if (!first) throw new EvalError('config', 'the profile has no blocks: nothing of it was measured')
  const folder = join(root, PROFILES_FOLDER)
  const store = async (): Promise<BaselineAnswer> => {
    await appendProfiles(folder, blocks)
    return { blocks: [...blocks], stored: true }
  }
  if (update === 'all' && run === undefined) return store()
  const alike = (await readProfiles(folder)).filter(
    ({ scenario, model, step }) => scenario === first.scenario && model === first.model && step.index === first.step.index,
  )
  const found = alike.filter(
    ({ scenarioHash, machine, runId }) =>
      scenarioHash === first.scenarioHash && (otherMachine || machine.hash === first.machine.hash) && (run === undefined || runId === run),
  )
  const newest = found.at(-1)?.runId
  if (newest !== undefined) return { blocks: found.filter(({ runId }) => runId === newest), stored: false }
  if (update !== 'none' && run === undefined) return store()
  throw missing(first, alike, run)
}

/** Says what there is instead. */
function missing(wanted: BenchmarkProfile, alike: readonly BenchmarkProfile[], run: string | undefined): EvalError {
  const { scenario, model, scenarioHash, machine } = wanted
  const of = `of ${model} in ${PROFILES_FOLDER}/${scenario}.jsonl`
  const hint = 'store one by npx vitest bench -u, and commit the file'
  if (run !== undefined && alike.every(({ runId }) => runId !== run))
    return new EvalError('config', `there is no profile ${of} with the run ${run}`, { hint })
  if (alike.length === 0) return new EvalError('config', `there is no profile ${of}`, { hint })
  if (alike.every((profile) => profile.scenarioHash !== scenarioHash))
    return new EvalError('config', `what is asked, or how, has changed since the profile ${of} was stored: their times are not compared`, {
      hint,
    })
  const machines = new Set(
    alike.filter((profile) => profile.machine.hash !== machine.hash).map((profile) => `${profile.machine.cores} × ${profile.machine.cpu}`),
  )
  return new EvalError(
    'config',
    `the profiles ${of} were measured on another machine (${[...machines].join(', ')}), expected ${machine.cores} × ${machine.cpu}`,
    {
      hint: `${hint}; or pass { otherMachine: true }, and compare them all the same`,
    },
  )
}
