import type { Client } from 'undici'

/**
 * The connections to one host, one request on each at a time. The one that became free last is taken first, without a look at all others: that is
 * what the library's own pool does for every request. A connection that was lost is opened anew by its next request.
 */
export class Connections {
  readonly #open: () => Client
  readonly #most: number
  readonly #all: Client[] = []
  readonly #free: Client[] = []
  /** First come, first served. */
  #waiting: ((client: Client) => void)[] = []
  #destroyed = false

  constructor(most: number, open: () => Client) {
    this.#most = most
    this.#open = open
  }

  /** Hands over a connection, now or when one is free, until it is given back. */
  take(use: (client: Client) => void): void {
    const client = this.#free.pop() ?? (this.#all.length < this.#most ? this.#another() : undefined)
    if (client) use(client)
    else this.#waiting.push(use)
  }

  giveBack(client: Client): void {
    const next = this.#waiting.shift()
    if (next) next(client)
    else this.#free.push(client)
  }

  /** Closes all connections, also those in use: requests on them, and those that wait for one, fail. */
  async destroy(): Promise<void> {
    this.#destroyed = true
    await Promise.all(this.#all.map((client) => client.destroy()))
    const [closed] = this.#all
    const waiting = this.#waiting
    this.#waiting = []
    if (closed) for (const use of waiting) use(closed)
  }

  #another(): Client {
    const client = this.#open()
    this.#all.push(client)
    if (this.#destroyed) void client.destroy()
    return client
  }
}
