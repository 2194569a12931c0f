import { describe, expect, test } from 'vitest'
import type { Model } from '../schema/model.ts'
import type { ProviderContext } from '../schema/provider.ts'
import { providerDefinition } from './provider-definitions.ts'
import { testModel } from '../schema/testing/test-model.ts'

let calls = 0
const fetch = () => {
  calls += 1
  return Promise.reject(new Error('nothing may be sent'))
}

const prepare = async (
  fields: Partial<Model> & Pick<Model, 'provider' | 'name'>,
  context: Partial<ProviderContext> = {},
): Promise<unknown> => {
  const definition = providerDefinition(fields.provider)
  try {
    await definition?.prepare(testModel(fields), { env: {}, fetch, seed: 1, allowKeys: {}, connections: 1, ...context })
    return 'ready'
  } catch (error) {
    return error
  }
}

describe('before any call', () => {
  test.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['openrouter', 'OPENROUTER_API_KEY'],
  ])('%s names the variable of a key that is not set', async (provider, variable) => {
    for (const env of [{}, { [variable]: '' }, { [variable]: '  ' }]) {
      expect(await prepare({ provider, name: 'm' }, { env })).toMatchObject({
        kind: 'auth',
        message: `${provider}:m needs a key in the environment variable ${variable}, which is not set`,
        hint: `Set ${variable} in the shell, or name another variable in apiKeyEnv`,
      })
    }
    expect(await prepare({ provider, name: 'm' }, { env: { [variable]: 'sk-1\n' } })).toBe('ready')
    expect(calls).toBe(0)
  })

  test('bedrock names the variables of its credentials, and takes each kind', async () => {
    const bedrock = { provider: 'bedrock', name: 'amazon.nova-lite-v1:0', region: 'eu-central-1' }
    expect(await prepare(bedrock)).toMatchObject({
      kind: 'auth',
      message:
        'bedrock:amazon.nova-lite-v1:0 needs AWS credentials: neither AWS_ACCESS_KEY_ID, AWS_BEARER_TOKEN_BEDROCK nor AWS_PROFILE is set',
    })
    expect(await prepare(bedrock, { env: { AWS_ACCESS_KEY_ID: 'AKIA' } })).toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('AWS_SECRET_ACCESS_KEY'),
    })
    for (const env of [
      { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' },
      { AWS_BEARER_TOKEN_BEDROCK: 't' },
      { AWS_PROFILE: 'dev' },
    ]) {
      expect(await prepare(bedrock, { env })).toBe('ready')
    }
  })

  test('bedrock wants a region, and only what looks like one', async () => {
    const env = { AWS_BEARER_TOKEN_BEDROCK: 't' }
    expect(await prepare({ provider: 'bedrock', name: 'm' }, { env })).toMatchObject({ kind: 'config', message: 'bedrock:m has no region' })
    for (const region of ['evil.example/#', 'us-east-1.evil.example', 'US-EAST-1', 'us-east-1@evil']) {
      expect(await prepare({ provider: 'bedrock', name: 'm', region }, { env })).toMatchObject({
        message: 'The region of bedrock:m is no AWS region',
      })
    }
  })

  test('compatible wants an address, and no key unless one is named', async () => {
    expect(await prepare({ provider: 'compatible', name: 'm' })).toMatchObject({ kind: 'config', message: 'compatible:m has no baseUrl' })
    expect(await prepare({ provider: 'compatible', name: 'm', baseUrl: 'https://llm.example.com/v1' })).toBe('ready')
    expect(
      await prepare({ provider: 'compatible', name: 'm', baseUrl: 'https://llm.example.com/v1', apiKeyEnv: 'K' }, { env: { K: 'k' } }),
    ).toMatchObject({
      kind: 'config',
      message: 'The key in K may not be sent to llm.example.com',
    })
    const allowKeys = { 'llm.example.com': ['K'] }
    expect(
      await prepare(
        { provider: 'compatible', name: 'm', baseUrl: 'https://llm.example.com/v1', apiKeyEnv: 'K' },
        { env: { K: 'k' }, allowKeys },
      ),
    ).toBe('ready')
    expect(
      await prepare(
        { provider: 'compatible', name: 'm', baseUrl: 'https://api.openai.com/v1', apiKeyEnv: 'OPENAI_API_KEY' },
        { env: { OPENAI_API_KEY: 'k' } },
      ),
    ).toBe('ready')
  })

  test('the vendor’s own default key does not follow a foreign baseUrl', async () => {
    const env = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k', AWS_BEARER_TOKEN_BEDROCK: 'k' }
    for (const provider of ['openai', 'anthropic', 'bedrock']) {
      const outcome = await prepare({ provider, name: 'm', baseUrl: 'https://evil.example', region: 'us-east-1' }, { env })
      expect(outcome).toMatchObject({ kind: 'config', hint: expect.stringContaining("allowKeys: { 'evil.example'") })
    }
  })

  test.each([
    ['ftp://example.com', 'baseUrl of compatible:m is not an http address'],
    ['no address', 'baseUrl of compatible:m is not an http address'],
    ['https://user:pw@example.com/v1', 'baseUrl of compatible:m holds a user name or password'],
    ['https://example.com/v1?key=1', 'baseUrl of compatible:m ends in a query or fragment: expected a plain address'],
    ['https://example.com/v1#x', 'baseUrl of compatible:m ends in a query or fragment: expected a plain address'],
  ])('%s is no base address', async (baseUrl, message) => {
    expect(await prepare({ provider: 'compatible', name: 'm', baseUrl })).toMatchObject({ kind: 'config', message })
  })

  test('a key that no header can carry is refused without being shown', async () => {
    for (const key of ['sk-1 sk-2', 'sk-ä', 'sk-1\nsk-2']) {
      const error = await prepare({ provider: 'openai', name: 'm' }, { env: { OPENAI_API_KEY: key } })
      expect(error).toMatchObject({
        kind: 'auth',
        message: 'The key in OPENAI_API_KEY holds white space or characters outside ASCII: expected the bare key',
      })
    }
  })
})
