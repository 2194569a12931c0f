import { EvalError } from '../schema/eval-error.ts'
import type { ProviderContext } from '../schema/provider.ts'
import { isLoopbackHost, plainHost } from './loopback.ts'
import { hostsOfKey } from './vendor-keys.ts'

/**
 * Lets a key go to an address, or throws EvalError `config`: a vendor's default key goes to that vendor's hosts over https,
 * any key to loopback addresses, and any other pair only where `allowKeys` names it. A task or config file alone can never
 * send a secret to a new place.
 */
export function guardKey(url: URL, variable: string, { allowKeys }: Pick<ProviderContext, 'allowKeys'>): void {
  if (isLoopbackHost(url.hostname) || allowedByUser(url, variable, allowKeys)) return
  const host = plainHost(url.hostname)
  const vendorHosts = hostsOfKey(variable)
  if (!vendorHosts.some((pattern) => matchesHost(host, pattern))) {
    const belongs = vendorHosts.length > 0 ? `; it belongs to ${vendorHosts.join(', ')}` : ''
    throw new EvalError('config', `The key in ${variable} may not be sent to ${host}${belongs}`, {
      hint: `If that is meant, allow it in vitest.config.ts: taskbench({ allowKeys: { '${host.includes(':') ? `[${host}]` : host}': ['${variable}'] } })`,
    })
  }
  if (url.protocol !== 'https:') {
    throw new EvalError('config', `The key in ${variable} may not be sent to ${host} over ${url.protocol.slice(0, -1)}: expected https`, {
      hint: 'Write https:// in baseUrl',
    })
  }
}

function allowedByUser(url: URL, variable: string, allowKeys: ProviderContext['allowKeys']): boolean {
  return Object.entries(allowKeys).some(([host, variables]) => {
    if (!variables.includes(variable) || !URL.canParse(`http://${host}`)) return false
    const allowed = new URL(`${url.protocol}//${host}`)
    const samePort = !/:\d+$/.test(host) || allowed.port === url.port
    return samePort && plainHost(allowed.hostname) === plainHost(url.hostname)
  })
}

function matchesHost(host: string, pattern: string): boolean {
  const labels = host.split('.')
  const expected = pattern.split('.')
  return (
    labels.length === expected.length &&
    expected.every((label, i) => (label === '*' ? /^[a-z0-9-]+$/ : { test: (l: string) => l === label }).test(labels[i] ?? ''))
  )
}
