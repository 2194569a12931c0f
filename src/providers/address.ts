import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { ProviderContext } from '../schema/provider.ts'
import { guardKey } from './key-guard.ts'
import { isLoopbackHost } from './loopback.ts'

/** Where a model is asked, and with which key. */
export interface Address {
  /** Without a trailing slash. */
  baseUrl: string
  /** `host:port` as messages name it. */
  host: string
  loopback: boolean
  /** `null`: no key is sent. */
  key: string | null
  keyVariable: string | null
}

export interface AddressRules {
  /** Where the vendor answers when the config names no `baseUrl`. */
  defaultBaseUrl: string | null
  /** The variable of the vendor's default key; `null`: a key is sent only where the config names one. */
  keyVariable: string | null
}

/** Reads address and key of a model; throws EvalError `config` or `auth` before anything is sent. */
export function resolveAddress(model: Model, { defaultBaseUrl, keyVariable }: AddressRules, context: ProviderContext): Address {
  const text = model.baseUrl ?? defaultBaseUrl
  if (text === null) {
    throw new EvalError('config', `${model.id} has no baseUrl`, {
      hint: 'Write the address of the server in the config, as in baseUrl: http://127.0.0.1:8000/v1',
    })
  }
  const url = parseBaseUrl(text, model)
  const variable = model.apiKeyEnv ?? keyVariable
  if (variable !== null) guardKey(url, variable, context)
  return {
    baseUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    host: url.host,
    loopback: isLoopbackHost(url.hostname),
    key: variable === null ? null : readKey(variable, model, context.env),
    keyVariable: variable,
  }
}

/** An http(s) address without user, query and fragment; anything else throws EvalError `config`. */
export function parseBaseUrl(text: string, model: Model): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new EvalError('config', `baseUrl of ${model.label} is not an http address`, { hint: 'Expected http://… or https://…' })
  }
  if (url.username !== '' || url.password !== '') {
    throw new EvalError('config', `baseUrl of ${model.label} holds a user name or password`, {
      hint: 'Take it out; name the variable that holds the key in apiKeyEnv',
    })
  }
  if (url.search !== '' || url.hash !== '') {
    throw new EvalError('config', `baseUrl of ${model.label} ends in a query or fragment: expected a plain address`, {
      hint: `Write ${url.origin}${url.pathname}`,
    })
  }
  return url
}

/** The key in a variable. Unset, or unfit for a header: EvalError `auth`. */
export function readKey(variable: string, model: Model, env: ProviderContext['env']): string {
  const key = env[variable]?.trim() ?? ''
  if (key === '') {
    throw new EvalError('auth', `${model.id} needs a key in the environment variable ${variable}, which is not set`, {
      hint: `Set ${variable} in the shell, or name another variable in apiKeyEnv`,
    })
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new EvalError('auth', `The key in ${variable} holds white space or characters outside ASCII: expected the bare key`, {
      hint: `Set ${variable} again, without quotes and line breaks`,
    })
  }
  return key
}
