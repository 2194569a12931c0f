import { machineNs } from './stream/machine-clock.ts'

/** The oldest are forgotten beyond these. */
const MOST_REQUESTS = 20_000
const MOST_CHUNKS = 1_000_000

/** When what happened to one request, in nanoseconds of the machine's monotonic clock; `null`: not yet, or never. */
export interface RequestStamps {
  /** Sent back as `x-request-id`. */
  requestId: string
  trial: string | null
  /** In the answer, where the protocol has ids. */
  answerId: string | null
  /** Its headers were read. */
  arrivedNs: number
  /** It has a place to be served; without `service` on arrival. */
  startedNs: number | null
  /** The answer's headers were handed to the socket. */
  openedNs: number | null
  /** Each chunk that completes content was handed to the socket, and its tokens. */
  chunkNs: number[]
  chunkTokens: number[]
  /** The last byte was handed over, or the client had left. */
  endedNs: number | null
  /** As in the counts. */
  ended: string | null
  inputTokens: number | null
  outputTokens: number | null
}

/** What `GET /stamps` says. */
export interface Stamps {
  clock: 'CLOCK_MONOTONIC'
  nowNs: number
  /** Requests of which nothing is known any more. */
  forgotten: number
  requests: RequestStamps[]
}

/** Keeps the stamps of the newest requests. */
export class StampBook {
  readonly #byId = new Map<string, RequestStamps>()
  #chunks = 0
  #forgotten = 0

  /** `arrivedNs`: of `machineNs()`. */
  begin(requestId: string, arrivedNs: number): RequestStamps {
    const stamps: RequestStamps = {
      requestId,
      trial: null,
      answerId: null,
      arrivedNs,
      startedNs: null,
      openedNs: null,
      chunkNs: [],
      chunkTokens: [],
      endedNs: null,
      ended: null,
      inputTokens: null,
      outputTokens: null,
    }
    this.#byId.set(requestId, stamps)
    if (this.#byId.size > MOST_REQUESTS) this.#forgetOldest()
    return stamps
  }

  /** To be called right before the bytes are handed over. */
  chunk(stamps: RequestStamps, tokens: number): void {
    stamps.chunkNs.push(machineNs())
    stamps.chunkTokens.push(tokens)
    if (this.#byId.has(stamps.requestId) && ++this.#chunks > MOST_CHUNKS) this.#forgetOldest()
  }

  /** All, or those of which `name` is the trial or an id; the oldest first. */
  stamps(name: string | null): Stamps {
    const all = [...this.#byId.values()]
    const requests = name === null ? all : all.filter(({ requestId, trial, answerId }) => [requestId, trial, answerId].includes(name))
    return { clock: 'CLOCK_MONOTONIC', nowNs: machineNs(), forgotten: this.#forgotten, requests }
  }

  clear(): void {
    this.#byId.clear()
    this.#chunks = 0
    this.#forgotten = 0
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.values()
    if (!oldest) return
    this.#byId.delete(oldest.requestId)
    this.#chunks -= oldest.chunkNs.length
    this.#forgotten++
  }
}
