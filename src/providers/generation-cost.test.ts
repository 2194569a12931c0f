import { afterAll, beforeAll, expect, test } from 'vitest'
import { providerDefinitions } from './provider-definitions.ts'
import { contractBench } from './testing/contract-bench.ts'
import type { ContractBench } from './testing/contract-bench.ts'
import { vendors } from './testing/vendors.ts'
import type { Vendor } from './testing/vendors.ts'

let bench: ContractBench
beforeAll(async () => {
  bench = await contractBench()
})
afterAll(() => bench.close())

const vendor = (name: string): Vendor => vendors.find((one) => one.name === name) as Vendor

async function laterCost(status: number, body: string, id = 'gen-1'): Promise<number | null | undefined> {
  const provider = await bench.prepare(vendor('openrouter'))
  bench.server.answer((response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body))
  return provider.laterCost?.(id, AbortSignal.timeout(5_000))
}

test("openrouter's record of a generation says its price in US dollars, asked with the key by the id of the answer", async () => {
  expect(await laterCost(200, '{"data":{"id":"gen-1","total_cost":0.0000123}}', 'gen-1?x=&y')).toBe(12_300)
  expect(bench.server.requests).toMatchObject([{ method: 'GET', headers: { authorization: expect.stringMatching(/^Bearer ./) as string } }])
  expect(bench.server.requests[0]?.url).toMatch(/\/generation\?id=gen-1%3Fx%3D%26y$/)
})

test('what the vendor behind OpenRouter bills to a key of one’s own is part of the price', async () => {
  const record = (upstream: string) => `{"data":{"total_cost":0.00001,"is_byok":true,"upstream_inference_cost":${upstream}}}`
  expect(await laterCost(200, record('0.0004'))).toBe(410_000)
  expect(await laterCost(200, record('null'))).toBeNull()
})

test.each([
  [404, '{"error":{"code":404,"message":"Generation gen-1 not found"}}'],
  [502, '<html>'],
  [200, 'not json'],
  [200, 'null'],
  [200, '{"data":null}'],
  [200, '{"data":{"total_cost":"free"}}'],
  [200, '{"data":{"total_cost":-1}}'],
])('a record that is not there or cannot be read is no price: %i %s', async (status, body) => {
  expect(await laterCost(status, body)).toBeNull()
})

test('a redirect is not followed: keys stay with their host', async () => {
  const provider = await bench.prepare(vendor('openrouter'))
  bench.server.answer((response) => void response.writeHead(302, { location: '/elsewhere' }).end())
  expect(await provider.laterCost?.('gen-1', AbortSignal.timeout(5_000))).toBeNull()
  expect(bench.server.requests).toHaveLength(1)
})

test('providers that keep no such record cannot be asked, and that is known of each before it is prepared', async () => {
  for (const one of vendors.filter(({ name }) => name !== 'openrouter')) expect((await bench.prepare(one)).laterCost).toBeUndefined()
  expect(providerDefinitions.filter(({ saysCostLater }) => saysCostLater).map(({ name }) => name)).toEqual(['openrouter'])
})
