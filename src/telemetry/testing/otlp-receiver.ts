import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface OtlpAttribute {
  key: string
  value: OtlpValue
}
interface OtlpValue {
  stringValue?: string
  intValue?: number | string
  doubleValue?: number
  boolValue?: boolean
  arrayValue?: { values: OtlpValue[] }
}
interface OtlpSpan {
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: OtlpAttribute[]
  status: { code?: number; message?: string }
}
interface OtlpPoint {
  attributes: OtlpAttribute[]
  count?: number
  sum?: number
  asInt?: string | number
  asDouble?: number
  explicitBounds?: number[]
}
interface OtlpMetric {
  name: string
  unit: string
  histogram?: { dataPoints: OtlpPoint[] }
  sum?: { dataPoints: OtlpPoint[] }
}

type Plain = string | number | boolean | Plain[] | undefined

export interface ReceivedSpan {
  name: string
  kind: 'internal' | 'client' | 'other'
  seconds: number
  attributes: Record<string, Plain>
  status: { code: number; message: string | undefined }
}
export interface ReceivedPoint {
  attributes: Record<string, Plain>
  /** How often, of a histogram. */
  count: number | null
  sum: number
  bounds: number[] | undefined
}
export interface ReceivedMetric {
  name: string
  unit: string
  kind: 'histogram' | 'counter'
  points: ReceivedPoint[]
}

/** A server on loopback that takes spans and metrics as exporters send them by OTLP over HTTP. Closed when the test ends. */
export async function otlpReceiver() {
  const spans: ReceivedSpan[] = []
  const metrics = new Map<string, ReceivedMetric>()
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, never>
      if (request.url === '/v1/traces') spans.push(...spansOf(body))
      // What is told is told from the start on: the newest word is the whole.
      if (request.url === '/v1/metrics') for (const metric of metricsOf(body)) metrics.set(metric.name, metric)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, metrics }
}

function spansOf(body: { resourceSpans?: { scopeSpans: { spans: OtlpSpan[] }[] }[] }): ReceivedSpan[] {
  const spans = (body.resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
  return spans.map(({ name, kind, startTimeUnixNano, endTimeUnixNano, attributes, status }) => ({
    name,
    kind: kind === 1 ? 'internal' : kind === 3 ? 'client' : 'other',
    seconds: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e9,
    attributes: plainAttributes(attributes),
    status: { code: status.code ?? 0, message: status.message },
  }))
}

function metricsOf(body: { resourceMetrics?: { scopeMetrics: { metrics: OtlpMetric[] }[] }[] }): ReceivedMetric[] {
  const metrics = (body.resourceMetrics ?? []).flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  return metrics.map(({ name, unit, histogram, sum }) => ({
    name,
    unit,
    kind: histogram ? 'histogram' : 'counter',
    points: (histogram ?? sum)?.dataPoints.map(pointOf) ?? [],
  }))
}

function pointOf(point: OtlpPoint): ReceivedPoint {
  const sum = point.sum ?? Number(point.asInt ?? point.asDouble)
  return { attributes: plainAttributes(point.attributes), count: point.count ?? null, sum, bounds: point.explicitBounds }
}

function plainAttributes(attributes: OtlpAttribute[]): Record<string, Plain> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]))
}

function plainValue(value: OtlpValue): Plain {
  if (value.arrayValue) return value.arrayValue.values.map(plainValue)
  if (value.intValue !== undefined) return Number(value.intValue)
  return value.stringValue ?? value.doubleValue ?? value.boolValue
}
