import type { Shard } from '../records/run-paths.ts'
import type { Config } from '../schema/config.ts'
import type { RunHeader } from '../schema/run-header.ts'

export interface RunOptions {
  config: Config
  runId: string
  env: Readonly<Record<string, string | undefined>>
  versions: RunHeader['versions']
  /** Which shard of a run this process is. */
  shard: Shard | null
  /** `false`: paid models answer from journal and tape only. */
  maySpend: boolean
  /** Journals of earlier runs whose answers count: paths, the oldest first. */
  earlier: readonly string[]
  /** Of a run that is resumed, only trials that ended with an error are asked. */
  retryErrors: boolean
  /** Labels of the models that its tests ask, read when one cannot be asked; `null`, or left out: all of the config may be. */
  needed?: (() => Promise<ReadonlySet<string> | null>) | undefined
}
