import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.ts'

test('plain words stay as they are', () => {
  for (const word of ['a.task.yaml', 'evals/b-c_d.task.yaml:12', '--shard=1/2', '-t']) expect(shellWord(word)).toBe(word)
})

test.runIf(process.platform !== 'win32')('whatever stands in a word, a shell reads that word', () => {
  const hard = ['', ' ', "it's", '$5', '`id`', 'a"b', 'a\nb', '*', '~', '=ls', '!1', '\\', "'", 'a|b;c&d', 'é']
  const char = fc.constantFrom(...`'"$\`\\ !*?[]{}()<>|&;~#=%^\n\taé1`)
  const words = [...hard, ...fc.sample(fc.string({ unit: char }), { numRuns: 200, seed: 1 })]
  const read = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })
  expect(read.split('\0').slice(0, -1)).toEqual(words)
})
