import type { Proxy } from './proxy-settings.ts'

/** A proxy could not be reached (`status` is `null`), or did not open a way to the server. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure'
  /** Not one of the library's own: those are tried again without end. */
  readonly code = 'PROXY'
  readonly proxy: Proxy
  readonly status: number | null

  constructor(proxy: Proxy, status: number | null, cause?: unknown) {
    super(status === null ? `no connection to the proxy ${proxy.host}` : `the proxy ${proxy.host} answered ${status}`, { cause })
    this.proxy = proxy
    this.status = status
  }
}
