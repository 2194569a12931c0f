/** Headers of a response by their names in lower case. */
export type ReceivedHeaders = Record<string, string | string[] | undefined>

/** The headers of a response as far as they are read: what is looked up by its name needs no `Headers`, which are made for all other uses. */
export class LeanHeaders implements Pick<Headers, 'get' | 'has' | 'getSetCookie' | 'forEach' | 'entries' | 'keys' | 'values'> {
  readonly #received: ReceivedHeaders
  #whole: Headers | null = null

  constructor(received: ReceivedHeaders) {
    this.#received = received
  }

  get(name: string): string | null {
    const key = name.toLowerCase()
    const value = Object.hasOwn(this.#received, key) ? this.#received[key] : undefined
    return typeof value === 'object' ? value.join(', ') : (value ?? null)
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  getSetCookie(): string[] {
    return this.#headers().getSetCookie()
  }

  forEach(each: Parameters<Headers['forEach']>[0]): void {
    this.#headers().forEach(each)
  }

  entries(): ReturnType<Headers['entries']> {
    return this.#headers().entries()
  }

  keys(): ReturnType<Headers['keys']> {
    return this.#headers().keys()
  }

  values(): ReturnType<Headers['values']> {
    return this.#headers().values()
  }

  [Symbol.iterator](): ReturnType<Headers['entries']> {
    return this.entries()
  }

  #headers(): Headers {
    return (this.#whole ??= headersOf(this.#received))
  }
}

function headersOf(received: ReceivedHeaders): Headers {
  const headers = new Headers()
  for (const name in received) {
    const value = received[name]
    if (Array.isArray(value)) for (const one of value) headers.append(name, one)
    else if (value !== undefined) headers.append(name, value)
  }
  return headers
}
