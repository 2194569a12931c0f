import { loadavg } from 'node:os'
import { monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks'
import type { EventLoopUtilization } from 'node:perf_hooks'

/** How this process and its machine did over a span of time. */
export interface MachineFigures {
  spanMs: number
  eventLoopUtilization: number
  eventLoopDelayMs: { p50: number; p99: number; max: number }
  gcPauseMs: { total: number; max: number }
  cpuMs: number
  loadAverage: number
}

/** How often the event loop is looked at. */
const LOOK_MS = 10
const LEAST_SPAN_MS = 1

/** Watches this process from start to stop. */
export class MachineWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: LOOK_MS })
  readonly #gc = { total: 0, max: 0 }
  readonly #observer = new PerformanceObserver((list) => this.#takeGc(list.getEntries()))
  #startMs = 0
  #cpu = process.cpuUsage()
  #utilization: EventLoopUtilization = performance.eventLoopUtilization()
  #figures: MachineFigures | null = null

  start(): void {
    this.#startMs = performance.now()
    this.#cpu = process.cpuUsage()
    this.#utilization = performance.eventLoopUtilization()
    this.#observer.observe({ entryTypes: ['gc'] })
    this.#delay.enable()
  }

  stop(): void {
    this.#figures = this.#look()
    this.#delay.disable()
    this.#observer.disconnect()
  }

  /** Of the span that was watched. */
  get figures(): MachineFigures {
    return this.#figures ?? this.#look()
  }

  #look(): MachineFigures {
    this.#takeGc(this.#observer.takeRecords())
    const { user, system } = process.cpuUsage(this.#cpu)
    // What is recorded is the time between two looks.
    const delayMs = (percentile: number) => Math.max(0, this.#delay.percentile(percentile) / 1e6 - LOOK_MS)
    const isEmpty = this.#delay.count === 0
    const spanMs = performance.now() - this.#startMs
    return {
      spanMs,
      // Of a window that never opened there is nothing to say; of no time at all Node says 100 %.
      eventLoopUtilization: spanMs < LEAST_SPAN_MS ? 0 : performance.eventLoopUtilization(this.#utilization).utilization,
      eventLoopDelayMs: isEmpty
        ? { p50: 0, p99: 0, max: 0 }
        : { p50: delayMs(50), p99: delayMs(99), max: Math.max(0, this.#delay.max / 1e6 - LOOK_MS) },
      gcPauseMs: { ...this.#gc },
      cpuMs: (user + system) / 1_000,
      loadAverage: loadavg()[0] ?? 0,
    }
  }

  #takeGc(entries: readonly { duration: number; startTime: number }[]): void {
    for (const { duration, startTime } of entries) {
      if (startTime < this.#startMs) continue
      this.#gc.total += duration
      this.#gc.max = Math.max(this.#gc.max, duration)
    }
  }
}
