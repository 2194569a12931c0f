import type { EngineEventBody } from '../schema/event.ts'
import type { PlannedFile } from './planned-file.ts'

/** Tells how many trials the tests of files will have that have not started. Of one that cannot be read, its compilation says why. */
export async function foreseeTrials(files: readonly PlannedFile[], emit: (event: EngineEventBody) => void): Promise<void> {
  for (const planned of files) {
    const task = await planned.read().catch(() => null)
    if (!task) continue
    const models = planned.models(task)
    const cases = models.map((model) => task.cases.filter((subject) => planned.isChosen(task, model, subject)).length)
    const trialsPerModel = Math.max(0, ...cases) * task.trials.count
    if (trialsPerModel > 0) emit({ type: 'task-foreseen', task: task.name, models: models.map(({ label }) => label), trialsPerModel })
  }
}
