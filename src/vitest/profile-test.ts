import { dirname } from 'node:path'
import { test as vitestTest } from 'vitest'
import type { TestAPI, TestContext } from 'vitest'
import { EngineLine } from '../engine/engine-line.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { ProfileWish } from '../schema/profile-wish.ts'
import type { BaselineAnswer, BaselineQuestion } from '../services/profile-baseline.ts'
import type { ProfileAnswer, ProfileQuestion } from '../services/profile-desk.ts'
import { benchDoor } from './bench-door.ts'
import { showRows } from './bench-rows.ts'
import { Profile } from './profile.ts'
import type { StoredProfile } from './profile.ts'
import { withoutTimeout } from './without-timeout.ts'

/** What is asked of a model, and how often. */
type Asked = Omit<ProfileWish, 'model' | 'models'>

/** Measures one model, or several in interleaved blocks, and shows rows for each in Vitest's table. */
export interface MeasureProfile {
  /**
   * Rejects with EvalError `config` where the wish is wrong, `budget` where the money is spent. Paid models are asked only where somebody asked for that
   * (`TASKBENCH=live`, or a project filter): else the test is skipped, with a note that says so.
   */
  (wish: Asked & { model: string }): Promise<Profile>
  (wish: Asked & { models: readonly string[] }): Promise<Profile[]>
}

/**
 * The stored profile of the same scenario, model and machine: the newest of `profiles/SCENARIO.jsonl`. Written as Vitest writes snapshots: with `-u`, or where there
 * is none outside of CI. Rejects with EvalError config where there is none.
 */
export type FindBaseline = (profile: Profile, options?: { run?: string; otherMachine?: boolean }) => Promise<StoredProfile>

export interface ProfileFixtures {
  profile: MeasureProfile
  baseline: FindBaseline
}

/** Vitest's `test` with what measures models. Its tests have no time-out of their own: every request has one. */
export const test: TestAPI<ProfileFixtures> = withoutTimeout(
  vitestTest.extend<ProfileFixtures>({
    profile: async ({ task }, use) => use(measuring(task.context)),
    baseline: async ({ task }, use) => use(baselines(task.context)),
  }),
)

const LINE = Symbol.for('taskbench.bench-line')

/** One line per worker, opened again when it was lost. */
function benchLine(): EngineLine {
  const held = globalThis as { [LINE]?: EngineLine }
  const door = benchDoor()
  const line = held[LINE]
  return line?.alive && line.address.path === door.path ? line : (held[LINE] = new EngineLine(door))
}

function measuring(context: TestContext): MeasureProfile {
  const { task, signal, bench } = context
  const measure = async (wish: ProfileWish): Promise<Profile | Profile[]> => {
    const question: ProfileQuestion = { wish, name: slug(task.fullTestName), folder: dirname(task.file.filepath) }
    const answer = await benchLine().request<ProfileAnswer>('profile', question, signal)
    if ('unasked' in answer) return context.skip(answer.unasked)
    await showRows(bench, answer.measured)
    const profiles = answer.measured.map((measured) => new Profile(measured))
    return wish.models ? profiles : (profiles[0] as Profile)
  }
  return measure as MeasureProfile
}

function baselines({ signal }: TestContext): FindBaseline {
  return async (profile, options = {}) => {
    if (!(profile instanceof Profile)) {
      throw new EvalError('config', 'baseline: expected a profile that was just measured', {
        hint: 'as in await baseline(await profile({ … }))',
      })
    }
    const question: BaselineQuestion = { blocks: profile.blocks, ...options }
    const { blocks, stored } = await benchLine().request<BaselineAnswer>('baseline', question, signal)
    return { model: profile.model, blocks, stored }
  }
}

/** A scenario's name made of a test's. */
function slug(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return plain === '' ? 'profile' : plain
}
