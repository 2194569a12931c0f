import type { ArrivingBody } from './arriving-body.ts'
import { LeanHeaders } from './lean-headers.ts'
import type { ReceivedHeaders } from './lean-headers.ts'

export interface ResponseHead {
  status: number
  statusText: string
  headers: ReceivedHeaders
  url: string
  /** When it came: milliseconds of `performance.now()`, taken at the socket. */
  atMs: number
}

/** A response of `fetch` as far as providers and vendors' SDKs use one, over a body that is no web stream. */
export class LeanResponse {
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly url: string
  readonly redirected = false
  readonly type = 'default'
  readonly headers: LeanHeaders
  /** When its head came: milliseconds of `performance.now()`, taken at the socket. */
  readonly atMs: number
  readonly body: ArrivingBody

  constructor({ status, statusText, headers, url, atMs }: ResponseHead, body: ArrivingBody) {
    this.status = status
    this.statusText = statusText
    this.ok = status >= 200 && status < 300
    this.url = url
    this.atMs = atMs
    this.headers = new LeanHeaders(headers)
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
