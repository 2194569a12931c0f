import { expect, test } from 'vitest'
import { checkVitestFlags } from './check-vitest-flags.ts'

const problemOf = (flags: string[]): string => {
  try {
    checkVitestFlags(flags)
    return ''
  } catch (error) {
    const { message, hint } = error as { message: string; hint: string }
    return `${message}. ${hint}`
  }
}

test.each([
  [['--no-such-flag'], 'Vitest has no flag --no-such-flag. npx vitest --help lists its flags; those of taskbench run stand before --'],
  [['--shrad=1/2'], 'Vitest has no flag --shrad. did you mean --shard? npx vitest'],
  [['--reporter=blob', '--max-worker', '2'], 'Vitest has no flag --max-worker. did you mean --maxWorkers?'],
  [['-x'], 'Vitest has no flag -x. '],
  [['--budget', '2'], 'Vitest has no flag --budget. '],
])('%j is refused', (flags, problem) => expect(problemOf(flags)).toContain(problem))

test.each([
  [[]],
  [['--shard=1/2', '--reporter=blob', '--reporter', 'json', '--outputFile=x.json']],
  [['--no-color', '--bail=1', '-t', 'such-flag', 'a filter']],
  [['--coverage', '--coverage.reporter=text', '--no-file-parallelism', '--test-timeout=5', '--api.port=3', '--watch']],
])('%j is Vitest’s own', (flags) => expect(problemOf(flags)).toBe(''))
