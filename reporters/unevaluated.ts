import type { TestCase, TestModule, TestSuite } from 'vitest/node'

type Above = TestCase['parent']

/** Why planned trials have no outcome though their file ran to its end, in words; none where all have one. */
export function unevaluated(tests: readonly TestCase[]): string[] {
  const without = tests.filter((test) => !('taskbench' in test.meta()))
  const failed = without.filter((test) => test.result().state === 'failed' && isOfCase(test)).length
  const left = without.filter((test) => isLeftOut(test)).length
  return [
    ...(failed > 0
      ? [`${failed} ${failed === 1 ? 'test' : 'tests'} failed before ${failed === 1 ? 'it' : 'they'} evaluated anything`]
      : []),
    ...(left > 0
      ? [`${left} ${left === 1 ? 'test was' : 'tests were'} not run, because a hook of ${left === 1 ? 'its' : 'their'} suite failed`]
      : []),
  ]
}

/** Of one case and model: other tests of the user's own, and gates, have no trials. */
function isOfCase(test: TestCase): boolean {
  return !test.name.startsWith('gate: ') && suitesAbove(test).some((suite) => 'taskbenchPlaces' in suite.meta())
}

/** Vitest skips what a broken suite holds, as it does what a filter leaves out, but that it says why the suite is broken. */
function isLeftOut(test: TestCase): boolean {
  const result = test.result()
  return result.state === 'skipped' && !result.note && suitesAbove(test).some((suite) => suite.errors().length > 0)
}

function suitesAbove(test: TestCase): TestSuite[] {
  const suites: TestSuite[] = []
  for (let above: Above | TestModule = test.parent; above.type === 'suite'; above = above.parent) suites.push(above)
  return suites
}
