import type { TestProject, Vitest } from 'vitest/node'
import { Door } from '../engine/door.ts'
import type { Config } from '../schema/config.ts'
import { profileBaseline } from '../services/profile-baseline.ts'
import type { BaselineQuestion } from '../services/profile-baseline.ts'
import { ProfileDesk } from '../services/profile-desk.ts'
import type { ProfileQuestion } from '../services/profile-desk.ts'
import type { DoorAddress } from '../engine/door.ts'
import { mayRunSpend } from './may-run-spend.ts'

declare module 'vitest' {
  interface ProvidedContext {
    taskbenchBench: DoorAddress
  }
}

const DOORS = Symbol.for('taskbench.bench-doors')

/** One door per Vitest, whatever number of its projects has the plugin. */
const held = globalThis as { [DOORS]?: WeakMap<Vitest, Promise<Door>> }
const doors = (held[DOORS] ??= new WeakMap())

/** Lets the `*.bench.ts` of a benchmark project have models measured, from the main process. */
export async function attachBench(vitest: Vitest, project: TestProject, config: Config): Promise<void> {
  let opening = doors.get(vitest)
  if (!opening) doors.set(vitest, (opening = openDoor(vitest, config)))
  project.provide('taskbenchBench', (await opening).address)
}

async function openDoor(vitest: Vitest, config: Config): Promise<Door> {
  const desk = new ProfileDesk({ config, env: process.env, maySpend: mayRunSpend(process.env, vitest.config.project) })
  const door = new Door({
    profile: (question: ProfileQuestion, { signal }) => desk.measure(question, signal),
    baseline: (question: BaselineQuestion) => profileBaseline(config.root, question, vitest.config.snapshotOptions.updateSnapshot),
  })
  await door.listen()
  const removeFolder = () => door.removeFolder()
  process.once('exit', removeFolder)
  vitest.onClose(async () => {
    await door.close()
    process.off('exit', removeFolder)
  })
  return door
}
