import type { FindBaseline } from '../src/schema/find-baseline.ts'
import type { RecordStore } from '../src/schema/record-store.ts'

/** Finds the baselines that the gates of a run's tasks name, in the project at a root; nothing is loaded where none does. */
export async function baselinesOf(store: Pick<RecordStore, 'tasks'>, root: string): Promise<FindBaseline | undefined> {
  const tasks = await store.tasks()
  if (!tasks.some(({ gates }) => gates.some(({ baseline }) => baseline !== undefined))) return undefined
  const { baselineFinder } = await import('../src/records/baseline-finder.ts')
  return baselineFinder(root, process.env)
}
