import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface ProxyServer {
  /** `127.0.0.1:port` */
  host: string
  /** `CONNECT host:port` or `GET http://…`, in order. */
  asked: string[]
  /** What each said of who asks. */
  users: (string | undefined)[]
  /** Instead of a tunnel, from here on. */
  refuse(status: number): void
  close(): Promise<void>
}

/** A real HTTP proxy on loopback. Wherever it is asked to go, it goes to that port of this machine. */
export async function proxyServer(): Promise<ProxyServer> {
  const asked: string[] = []
  const users: (string | undefined)[] = []
  let refusal: number | null = null
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    users.push(incoming.headers['proxy-authorization'])
    const { port, pathname, search } = new URL(incoming.url ?? '')
    const { method, headers } = incoming
    const onward = request({ host: '127.0.0.1', port, path: pathname + search, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    users.push(incoming.headers['proxy-authorization'])
    if (refusal !== null) return void socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`)
    const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward]) {
      end.on('error', () => undefined)
      end.on('close', () => [socket, onward].forEach((each) => each.destroy()))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    users,
    refuse: (status) => void (refusal = status),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
