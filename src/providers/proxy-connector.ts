import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'
import { ProxyFailure } from './proxy-failure.ts'
import type { Proxy } from './proxy-settings.ts'

/** Opens connections through a proxy to one server over https: TLS reaches from end to end, so that the proxy sees neither key nor prompt. */
export function tunnelConnector(
  proxy: Proxy,
  origin: string,
  secure: buildConnector.connector,
  timeoutMs: number,
): buildConnector.connector {
  const { hostname, port } = new URL(origin)
  return (options, callback) => {
    openTunnel(proxy, `${hostname}:${port || '443'}`, timeoutMs).then(
      (httpSocket) => secure({ ...options, httpSocket }, callback),
      (failure: Error) => callback(failure, null),
    )
  }
}

/** Opens connections to a proxy itself, which passes requests on to servers over http. */
export function forwardConnector(proxy: Proxy, connect: buildConnector.connector): buildConnector.connector {
  const { hostname } = new URL(proxy.origin)
  return (options, callback) =>
    connect({ ...options, servername: hostname }, (...[error, socket]) =>
      error ? callback(new ProxyFailure(proxy, null, error), null) : callback(null, socket),
    )
}

function openTunnel(proxy: Proxy, path: string, timeoutMs: number): Promise<Socket> {
  const { protocol, hostname, port } = new URL(proxy.origin)
  const request = protocol === 'https:' ? secureRequest : plainRequest
  const to = { host: hostname.replace(/^\[(.*)\]$/, '$1'), ...(port === '' ? {} : { port }) }
  return new Promise((resolve, reject) => {
    const fail = (status: number | null, cause?: unknown) => reject(new ProxyFailure(proxy, status, cause))
    const asking = request({ ...to, method: 'CONNECT', path, headers: { host: path, ...proxy.headers }, agent: false })
    const timer = setTimeout(() => asking.destroy(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' })), timeoutMs)
    asking.on('error', (error) => {
      clearTimeout(timer)
      fail(null, error)
    })
    asking.on('connect', ({ statusCode = 0 }, socket: Socket) => {
      clearTimeout(timer)
      if (statusCode === 200) return resolve(socket)
      socket.on('error', () => undefined).destroy()
      fail(statusCode)
    })
    asking.end()
  })
}
