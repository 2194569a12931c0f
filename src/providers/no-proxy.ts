import { BlockList, isIP, isIPv6 } from 'node:net'
import { plainHost } from './loopback.ts'

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/**
 * Reads a list as `NO_PROXY` has it: names that stand for their subdomains too (`example.com`, `.example.com`, `*.example.com`), addresses, networks
 * (`10.0.0.0/8`), each with a port where only that is meant, or `*` for all. Gives whether an address is on it.
 */
export function noProxy(list: string): (url: URL) => boolean {
  const tests = list.split(/[\s,]+/).flatMap((entry) => (entry === '' ? [] : [testOf(entry)]))
  return (url) => {
    const host = plainHost(url.hostname)
    const port = url.port || (DEFAULT_PORTS[url.protocol] ?? '')
    return tests.some((test) => test(host, port))
  }
}

type HostTest = (host: string, port: string) => boolean

function testOf(entry: string): HostTest {
  if (entry === '*') return () => true
  const network = networkOf(entry)
  if (network) return network
  const [, name = '', only] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [entry, entry]
  const wanted = plainHost(name).replace(/^\*?\./, '')
  return (host, port) =>
    (only === undefined || only === port) && (host === wanted || (isIP(host) === 0 && wanted !== '' && host.endsWith(`.${wanted}`)))
}

function networkOf(entry: string): HostTest | null {
  const [, address = '', bits] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? []
  if (isIP(address) === 0 || Number(bits) > (isIPv6(address) ? 128 : 32)) return null
  const networks = new BlockList()
  networks.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  return (host) => isIP(host) !== 0 && networks.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}
