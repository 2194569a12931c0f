import { isIPv4 } from 'node:net'

/** A host name as the guard compares it: lower case, without brackets and trailing dots. */
export function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '')
}

/** Is this host (as `URL.hostname` gives it) the machine itself? Names other than `localhost` are not: they may lead anywhere. */
export function isLoopbackHost(hostname: string): boolean {
  const host = plainHost(hostname)
  if (host === 'localhost' || host === '::1') return true
  if (isIPv4(host)) return host.startsWith('127.')
  return /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(host)
}

/** Does this address lead to the machine itself? False for what is not an address. */
export function isLoopbackUrl(address: string): boolean {
  return URL.canParse(address) && isLoopbackHost(new URL(address).hostname)
}
