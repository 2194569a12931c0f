import { EvalError } from '../schema/eval-error.ts'
import { isLoopbackHost } from './loopback.ts'
import { noProxy } from './no-proxy.ts'

/** An HTTP proxy. */
export interface Proxy {
  /** Without name and password. */
  origin: string
  /** `host:port`, as messages name it. */
  host: string
  /** The variable that names it. */
  variable: string
  /** Headers by which it knows who asks. */
  headers: Readonly<Record<string, string>>
}

/**
 * The proxy for each address by `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, the names in lower case first; `null`: none. This machine is never asked
 * through one. Throws EvalError `config` for an address that needs a proxy which cannot be used.
 */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): (url: URL) => Proxy | null {
  const secure = settingIn(env, 'https_proxy')
  const plain = settingIn(env, 'http_proxy')
  if (!secure && !plain) return () => null
  const passes = noProxy(settingIn(env, 'no_proxy')?.value ?? '')
  return (url) => {
    const setting = url.protocol === 'https:' ? secure : plain
    return setting === null || isLoopbackHost(url.hostname) || passes(url) ? null : proxyOf(setting)
  }
}

interface Setting {
  variable: string
  value: string
}

function settingIn(env: Readonly<Record<string, string | undefined>>, name: string): Setting | null {
  for (const variable of [name, name.toUpperCase()]) {
    const value = env[variable]?.trim() ?? ''
    if (value !== '') return { variable, value }
  }
  return null
}

function proxyOf({ variable, value }: Setting): Proxy {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(address) ? new URL(address) : null
  // The value may hold a password: it is not shown.
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new EvalError('config', `${variable} is not the address of an HTTP proxy: expected http://HOST:PORT`, {
      hint: `Other kinds, as SOCKS, are not spoken; without ${variable} the server is asked directly`,
    })
  }
  const user = url.username === '' ? null : `${decoded(url.username)}:${decoded(url.password)}`
  const headers: Record<string, string> = user === null ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }
  return { origin: url.origin, host: url.host, variable, headers }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
