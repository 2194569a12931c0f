import type { BenchmarkReport } from '../schema/benchmark-report.ts'
import { ClientProfiler } from './client-profiler.ts'
import type { ClientProfilerOptions } from './client-profiler.ts'
import { MemoryWatch } from './memory-watch.ts'

/** Watches what a benchmark costs the process that measures: its memory always, its profiles on request. */
export class ClientWatch {
  readonly #memory = new MemoryWatch()
  readonly #profiler: ClientProfiler | null

  private constructor(profiler: ClientProfiler | null) {
    this.#profiler = profiler
    this.#memory.start()
  }

  /** Right before the first request. Rejects with EvalError config where profiles are asked for and this Node can make none. */
  static async start(options: ClientProfilerOptions): Promise<ClientWatch> {
    return new ClientWatch(options.cpu || options.heap ? await ClientProfiler.start(options) : null)
  }

  /** After the last: what the report says of it; profiles are written to the folder. */
  async stop(folder: string): Promise<Pick<BenchmarkReport['run'], 'memory' | 'profiles'>> {
    // The profiles first: they would show the collection that the memory's figures need.
    const profiles = await this.#profiler?.stop(folder)
    return { memory: this.#memory.stop(), ...(profiles && { profiles }) }
  }
}
