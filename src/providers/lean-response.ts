import type { ArrivingBody } from './arriving-body.ts'

export interface ResponseHead {
  status: number
  statusText: string
  headers: Record<string, string | string[] | undefined>
  url: string
}

/** A response of `fetch` as far as providers and vendors' SDKs use one, over a body that is no web stream. */
export class LeanResponse {
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly url: string
  readonly redirected = false
  readonly type = 'default'
  readonly headers: Headers
  readonly body: ArrivingBody

  constructor({ status, statusText, headers, url }: ResponseHead, body: ArrivingBody) {
    this.status = status
    this.statusText = statusText
    this.ok = status >= 200 && status < 300
    this.url = url
    this.headers = headersOf(headers)
    this.body = body
  }

  async text(): Promise<string> {
    const reader = this.body.getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += decoder.decode(piece.value, { stream: true })
    return text + decoder.decode()
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown
  }
}

function headersOf(given: ResponseHead['headers']): Headers {
  const headers = new Headers()
  for (const name in given) {
    const value = given[name]
    if (Array.isArray(value)) for (const one of value) headers.append(name, one)
    else if (value !== undefined) headers.append(name, value)
  }
  return headers
}
