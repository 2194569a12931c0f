import { describe, expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { guardKey } from './key-guard.ts'

const guard = (address: string, variable: string, allowKeys: Record<string, string[]> = {}): EvalError | 'sent' => {
  try {
    guardKey(new URL(address), variable, { allowKeys })
    return 'sent'
  } catch (error) {
    if (EvalError.is(error)) return error
    throw error
  }
}

describe('a vendor’s key goes to that vendor', () => {
  test.each([
    ['https://api.openai.com/v1', 'OPENAI_API_KEY'],
    ['https://API.OpenAI.com./v1', 'OPENAI_API_KEY'],
    ['https://eu.api.openai.com/v1', 'OPENAI_API_KEY'],
    ['https://api.anthropic.com', 'ANTHROPIC_API_KEY'],
    ['https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'],
    ['https://bedrock-runtime.eu-central-1.amazonaws.com', 'AWS_BEARER_TOKEN_BEDROCK'],
  ])('%s gets %s', (address, variable) => {
    expect(guard(address, variable)).toBe('sent')
  })

  test.each([
    'https://evil.example/v1',
    'https://api.openai.com.evil.example/v1',
    'https://evil.example/api.openai.com',
    'https://api.openai.com@evil.example/v1',
    'https://api-openai.com/v1',
    'https://openai.com/v1',
    'https://xapi.openai.com/v1',
    'https://api.openai.com..evil.example/',
    'https://аpi.openai.com/v1',
    'https://10.0.0.1/v1',
    'https://0.0.0.0/v1',
    'https://127.0.0.1.evil.example/v1',
    'https://localhost.evil.example/v1',
    'https://evil.localhost/v1',
    'https://[2001:db8::1]/v1',
    'https://[::ffff:8.8.8.8]/v1',
  ])('%s does not', (address) => {
    const error = guard(address, 'OPENAI_API_KEY')
    expect(error).toMatchObject({ kind: 'config', retryable: false })
    expect((error as EvalError).message).toMatch(/^The key in OPENAI_API_KEY may not be sent to .*; it belongs to api\.openai\.com/)
    expect((error as EvalError).hint).toMatch(
      /^If that is meant, allow it in vitest\.config\.ts: taskbench\(\{ allowKeys: \{ '.*': \['OPENAI_API_KEY'\] \} \}\)$/,
    )
  })

  test.each(['https://evil.example/v1', 'http://[2001:db8::1]:8000/v1', 'https://LLM.example.com./v1'])(
    '%s, unless the hint is followed',
    (address) => {
      const [, host = '', variable = ''] =
        /allowKeys: \{ '(.*)': \['(.*)'\]/.exec((guard(address, 'OPENAI_API_KEY') as EvalError).hint ?? '') ?? []
      expect(guard(address, 'OPENAI_API_KEY', { [host]: [variable] })).toBe('sent')
    },
  )

  test('only over https', () => {
    expect(guard('http://api.openai.com/v1', 'OPENAI_API_KEY')).toMatchObject({
      kind: 'config',
      message: 'The key in OPENAI_API_KEY may not be sent to api.openai.com over http: expected https',
    })
  })

  test.each([
    ['https://bedrock-runtime.evil.example.amazonaws.com', 'AWS_ACCESS_KEY_ID'],
    ['https://bucket.s3.amazonaws.com', 'AWS_BEARER_TOKEN_BEDROCK'],
    ['https://api.openai.com/v1', 'AWS_SECRET_ACCESS_KEY'],
    ['https://api.openai.com/v1', 'GITHUB_TOKEN'],
    ['https://api.openai.com/v1', '__proto__'],
    ['https://api.anthropic.com', 'OPENAI_API_KEY'],
  ])('%s never gets %s', (address, variable) => {
    expect(guard(address, variable)).toMatchObject({ kind: 'config' })
  })
})

describe('any key goes', () => {
  test.each([
    'http://127.0.0.1:8000/v1',
    'http://127.8.9.1/v1',
    'http://127.1/v1',
    'http://localhost:1234',
    'http://LOCALHOST./',
    'http://[::1]:11434',
    'http://[::ffff:127.0.0.1]/',
  ])('to this machine: %s', (address) => {
    expect(guard(address, 'MY_KEY')).toBe('sent')
  })

  test.each([
    ['https://llm.example.com/v1', 'llm.example.com'],
    ['http://llm.example.com./v1', 'LLM.example.com'],
    ['https://llm.example.com:8443/v1', 'llm.example.com'],
    ['https://llm.example.com:8443/v1', 'llm.example.com:8443'],
    ['https://[2001:db8::1]/v1', '[2001:db8::1]'],
  ])('where the user allowed it: %s by %s', (address, host) => {
    expect(guard(address, 'MY_KEY', { [host]: ['MY_KEY'] })).toBe('sent')
  })

  test.each([
    ['https://llm.example.com/v1', { 'llm.example.com': ['OTHER_KEY'] }],
    ['https://llm.example.com:9999/v1', { 'llm.example.com:8443': ['MY_KEY'] }],
    ['https://a.llm.example.com/v1', { 'llm.example.com': ['MY_KEY'] }],
    ['https://llm.example.com/v1', { '': ['MY_KEY'] }],
  ])('and nowhere else: %s', (address, allowKeys) => {
    expect(guard(address, 'MY_KEY', allowKeys)).toMatchObject({ kind: 'config' })
  })
})
