import { describe, test as vitestTest } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'

/** Declares a test of a code suite. */
type Declare<Body> = (name: string, body: Body) => void

/** What a code suite declares its tests with. */
export interface DeclareTests<Body> extends Declare<Body> {
  /** Its cases are skipped: it is no task of the run. */
  skip: Declare<Body>
  /** Of its file it and others like it run alone. */
  only: Declare<Body>
  /** One that is yet to be written. */
  todo(name: string): void
}

/** How a test's suite is declared. */
export type Suite = typeof describe | typeof describe.skip

/** Of Vitest's `test`, what has no meaning where the body runs once per model and case, by what to write instead. */
const ABSENT = {
  each: 'list the values as cases',
  for: 'list the values as cases',
  extend: 'set up what the test needs in `beforeAll`, or in the function under evaluation',
  skipIf: 'write `(condition ? test.skip : test)(…)`',
  runIf: 'write `(condition ? test : test.skip)(…)`',
  fails: 'expect the contrary in its body',
  concurrent: 'leave it out: cases run side by side as it is',
  sequential: 'set `concurrency: 1` of the model',
} as const

/** The `test` of a code suite. `number` counts all that it has declared before: names of tasks do not change with those that are skipped. */
export function taskTest<Body>(declare: (suite: Suite, name: string, body: Body, number: number) => void): DeclareTests<Body> {
  let count = 0
  const declaring =
    (suite: Suite): Declare<Body> =>
    (name, body) =>
      declare(suite, name, body, count++)
  const todo = (name: string) => {
    count++
    vitestTest(name, { todo: true })
  }
  const absent = Object.entries(ABSENT).map(([name, hint]) => [name, () => refuse(name, hint)])
  return Object.assign(declaring(describe), Object.fromEntries(absent), {
    skip: declaring(describe.skip),
    only: declaring(describe.only),
    todo,
  })
}

function refuse(name: string, hint: string): never {
  throw new EvalError('config', `the tests of describeTask have no \`${name}\`: ${hint}`)
}
