import { expect, test } from 'vitest'
import { isSupported } from './require-node.ts'

test('the versions of Node that Vitest 5 and undici 8 run on are supported', () => {
  expect(['22.19.0', '22.21.1', '24.0.0', '24.21.0', '26.0.0', '27.1.0'].map(isSupported)).not.toContain(false)
  expect(['18.20.0', '20.20.2', '21.0.0', '22.18.9', '23.11.0', '25.2.0'].map(isSupported)).not.toContain(true)
})
