import { expect, test } from 'vitest'
import { unsupportedNode } from './unsupported-node.ts'

test('the versions of Node that Vitest 5 and undici 8 run on are supported', () => {
  expect(['22.19.0', '22.21.1', '24.0.0', '24.21.0', '26.0.0', '27.1.0'].map(unsupportedNode)).toEqual(Array(6).fill(null))
  expect(['18.20.0', '20.20.2', '21.0.0', '22.18.9', '23.11.0', '25.2.0'].map(unsupportedNode)).not.toContain(null)
  expect(unsupportedNode('20.20.2')).toMatch(
    /^taskbench needs Node \^22\.19\.0, \^24 or >=26; this is 20\.20\.2 \(.+\)\.\nInstall a newer Node, .+ npm i -D node@24/,
  )
})
