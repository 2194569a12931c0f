import { mkdir, writeFile } from 'node:fs/promises'
import type { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { EvalError } from '../schema/eval-error.ts'

/** Between two looks at the stack, in microseconds: Chrome's own choice. */
const CPU_INTERVAL_US = 1_000
/** Bytes that are allocated, on average, between two that are remembered: V8's own choice. */
const HEAP_INTERVAL_BYTES = 32 * 1024

export const CPU_PROFILE = 'client.cpuprofile'
export const HEAP_PROFILE = 'client.heapprofile'

export interface ClientProfilerOptions {
  /** Where this process spends its time. */
  cpu: boolean
  /** What allocated the memory that is still in use. */
  heap: boolean
}

/** Profiles this process through Node's inspector, without a port. */
export class ClientProfiler {
  readonly #session: Session
  readonly #options: ClientProfilerOptions

  private constructor(session: Session, options: ClientProfilerOptions) {
    this.#session = session
    this.#options = options
  }

  /** Begins to profile. Rejects with EvalError config where this Node has no inspector. */
  static async start(options: ClientProfilerOptions): Promise<ClientProfiler> {
    const { Session } = await loadInspector()
    const session = new Session()
    session.connect()
    if (options.cpu) {
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: CPU_INTERVAL_US })
      await session.post('Profiler.start')
    }
    if (options.heap) {
      await session.post('HeapProfiler.enable')
      await session.post('HeapProfiler.startSampling', { samplingInterval: HEAP_INTERVAL_BYTES })
    }
    return new ClientProfiler(session, options)
  }

  /**
   * Ends, and writes `client.cpuprofile` and `client.heapprofile`, which Chrome's and VS Code's tools open. Returns the names of the files; rejects
   * with what the file system said where they cannot be written.
   */
  async stop(folder: string): Promise<string[]> {
    const files: [string, unknown][] = []
    try {
      if (this.#options.cpu) files.push([CPU_PROFILE, (await this.#session.post('Profiler.stop')).profile])
      if (this.#options.heap) files.push([HEAP_PROFILE, (await this.#session.post('HeapProfiler.stopSampling')).profile])
    } finally {
      this.#session.disconnect()
    }
    await mkdir(folder, { recursive: true })
    await Promise.all(files.map(([name, profile]) => writeFile(join(folder, name), JSON.stringify(profile))))
    return files.map(([name]) => name)
  }
}

async function loadInspector(): Promise<typeof import('node:inspector/promises')> {
  try {
    return await import('node:inspector/promises')
  } catch (cause) {
    throw new EvalError('config', 'this Node was built without its inspector: it cannot be profiled', {
      hint: 'leave out --cpu-profile and --heap-profile, or use a Node from nodejs.org',
      cause,
    })
  }
}
