import { expect, test } from 'vitest'
import { keysIn } from './keys-in.ts'

test('keys are those of vendors and those that models name, as far as they are set', () => {
  const env = { OPENAI_API_KEY: ' sk-a ', AWS_SECRET_ACCESS_KEY: 'aws', LOCAL_KEY: 'local', HOME: '/root', ANTHROPIC_API_KEY: ' ' }
  expect(keysIn(env, [{ apiKeyEnv: 'LOCAL_KEY' }, { apiKeyEnv: 'UNSET' }, { apiKeyEnv: null }]).sort()).toEqual(['aws', 'local', 'sk-a'])
})
