import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { WatchedInit } from './exchange.ts'
import { networkError } from './network-error.ts'
import { preparedProviders } from './prepared-providers.ts'
import { attempting } from './testing/attempting.ts'
import { loopbackServer, whole } from './testing/loopback-server.ts'
import { proxyServer } from './testing/proxy-server.ts'
import type { ProxyServer } from './testing/proxy-server.ts'
import { modelOf, vendors } from './testing/vendors.ts'
import type { Vendor } from './testing/vendors.ts'
import { createTransport } from './transport.ts'

const tls = (file: string) => readFileSync(new URL(`../../fixtures/providers/tls/${file}`, import.meta.url), 'utf8')

let proxy: ProxyServer
let remote: Server
/** Of a server that only the proxy can find. */
let port: number
beforeEach(async () => {
  proxy = await proxyServer()
  remote = createServer(
    { key: tls('remote-key.pem'), cert: tls('remote-certificate.pem') },
    (_, response) => void response.end('from afar'),
  )
  await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve))
  ;({ port } = remote.address() as AddressInfo)
})
afterEach(async () => {
  await proxy.close()
  remote.closeAllConnections()
  await new Promise((resolve) => remote.close(resolve))
})

/** Asks on a transport of its own. */
function asking(env: Record<string, string>) {
  const transport = createTransport({ connections: 1, env })
  onTestFinished(() => transport.close())
  const asked = { provider: 'compatible', model: 'm', host: `llm.example.test:${port}`, keyVariable: null }
  const text = async (address: string, init: WatchedInit = {}) => (await transport.fetch(address, init)).text()
  const fail = (address: string) =>
    text(address).then(
      () => expect.unreachable(),
      (error: unknown) => networkError(asked, error),
    )
  return { text, fail }
}

function trustRemote(): void {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, tls('remote-certificate.pem')])
  onTestFinished(() => setDefaultCACertificates(before))
}

test.each(['HTTPS_PROXY', 'https_proxy'])('%s: a tunnel is opened once, and the connection in it is kept', async (variable) => {
  trustRemote()
  const { text } = asking({ [variable]: `http://${proxy.host}` })
  const told: [string, number][] = []
  const watch = { connected: (kind: string, atMs: number) => void told.push([kind, atMs]), content: () => undefined }
  const before = performance.now()
  for (let i = 0; i < 3; i++) expect(await text(`https://llm.example.test:${port}/v1`, { watch })).toBe('from afar')
  expect(proxy.asked).toEqual([`CONNECT llm.example.test:${port}`])
  expect(told.map(([kind]) => kind)).toEqual(['new', 'reused', 'reused'])
  const times = [before, ...told.map(([, atMs]) => atMs), performance.now()]
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('a server over http is asked by way of the proxy, which is told name and password', async () => {
  const server = await loopbackServer()
  onTestFinished(() => server.close())
  server.answer((response, { url, headers }) => void response.end(`${headers.host} ${url}`))
  const [, , local] = server.address.split(':')
  const { text } = asking({ HTTP_PROXY: `http://me:p%40ss@${proxy.host}` })
  expect(await text(`http://llm.example.test:${local}/v1?a=b`)).toBe(`llm.example.test:${local} /v1?a=b`)
  expect(proxy.asked).toEqual([`GET http://llm.example.test:${local}/v1?a=b`])
  expect(proxy.users).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`])
})

test('models are asked by way of the proxy that the environment names', async () => {
  const server = await loopbackServer()
  onTestFinished(() => server.close())
  const [vendor] = vendors.filter(({ name }) => name === 'compatible') as [Vendor]
  server.answer(whole(vendor.piece('hello') + vendor.ending, { headers: { 'content-type': vendor.contentType } }))
  const model = modelOf({ ...vendor, apiKeyEnv: null }, server.address.replace('127.0.0.1', 'llm.example.test'))
  const providers = preparedProviders({ env: { HTTP_PROXY: `http://${proxy.host}` }, seed: 1, allowKeys: {}, connections: 1 })
  onTestFinished(() => providers.close())
  const { text } = await (await providers.of(model)).complete(attempting(model))
  expect(text).toBe('hello')
  expect(proxy.asked).toEqual([`POST ${model.baseUrl}/chat/completions`])
})

test('this machine, and what NO_PROXY names, is asked directly; each proxy serves its own protocol', async () => {
  const server = await loopbackServer()
  onTestFinished(() => server.close())
  server.answer((response) => void response.end('here'))
  const all = { HTTP_PROXY: `http://${proxy.host}`, HTTPS_PROXY: proxy.host }
  expect(await asking(all).text(server.address)).toBe('here')
  expect(await asking(all).text(server.address.replace('127.0.0.1', 'localhost'))).toBe('here')
  const past = asking({ ...all, NO_PROXY: '.invalid' })
  expect(await past.fail('https://llm.invalid')).toMatchObject({ message: expect.stringContaining('was not found (DNS)') })
  const other = asking({ HTTP_PROXY: `http://${proxy.host}` })
  expect(await other.fail('https://llm.invalid')).toMatchObject({
    hint: 'Check the spelling of baseUrl and the network; where only a proxy leads out of it, name that in HTTPS_PROXY',
  })
  expect(proxy.asked).toEqual([])
})

test('the names in lower case go over the others', async () => {
  const { fail } = asking({ HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: proxy.host })
  proxy.refuse(502)
  await fail(`https://llm.example.test:${port}`)
  expect(proxy.asked).toHaveLength(1)
})

test('TLS reaches through the proxy to the server: a certificate of another is not trusted', async () => {
  const { fail } = asking({ HTTPS_PROXY: `http://${proxy.host}` })
  expect(await fail(`https://llm.example.test:${port}`)).toMatchObject({
    kind: 'config',
    message: `The certificate of llm.example.test:${port} cannot be trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
  })
})

test.each([
  [407, 'auth', false, 'wants a name and a password (407)', 'Write them into HTTPS_PROXY: http://NAME:PASSWORD@'],
  [403, 'config', false, 'opened no way to', 'Check whether it lets requests pass to llm.example.test'],
  [502, 'transient', true, 'opened no way to', 'or name it in NO_PROXY'],
] as const)('a proxy that answers %i: kind %s, asked again: %s', async (status, kind, retryable, said, hint) => {
  proxy.refuse(status)
  const { fail } = asking({ HTTPS_PROXY: `http://me:secret@${proxy.host}` })
  const error = await fail(`https://llm.example.test:${port}`)
  expect(error).toMatchObject({ kind, retryable, at: proxy.host, code: 'proxy', hint: expect.stringContaining(hint) })
  expect(error.message).toContain(`The proxy ${proxy.host} `)
  expect(error.message).toContain(said)
  expect(`${error.message} ${error.hint}`).not.toContain('secret')
})

test.each(['http', 'https'])('a proxy that is not there is said, for %s', async (protocol) => {
  await proxy.close()
  const { fail } = asking({ HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: `http://${proxy.host}` })
  expect(await fail(`${protocol}://llm.example.test:${port}`)).toMatchObject({
    kind: 'config',
    retryable: true,
    message: `The proxy ${proxy.host} on the way to llm.example.test:${port} could not be reached (ECONNREFUSED)`,
    hint: `Check ${protocol.toUpperCase()}_PROXY, or name llm.example.test:${port} in NO_PROXY`,
  })
})

test.each(['socks5://me:secret@127.0.0.1:1080', 'http://', 'a b:secret'])(
  '%s is no proxy that can be used: it is said without its value',
  async (value) => {
    const outcome = asking({ HTTPS_PROXY: value }).text('https://llm.example.test')
    await expect(outcome).rejects.toMatchObject({
      kind: 'config',
      message: 'HTTPS_PROXY is not the address of an HTTP proxy: expected http://HOST:PORT',
      hint: 'Other kinds, as SOCKS, are not spoken; without HTTPS_PROXY the server is asked directly',
    })
  },
)

test('closing ends also what waits for a tunnel', async () => {
  const transport = createTransport({ connections: 1, env: { HTTPS_PROXY: `http://${proxy.host}` } })
  await transport.load()
  const outcomes = [1, 2].map((path) => transport.fetch(`https://llm.example.test:${port}/${path}`).catch((error: unknown) => error))
  await transport.close()
  for (const outcome of await Promise.all(outcomes)) expect(outcome).toBeInstanceOf(TypeError)
})
