import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const MODULE = new URL('./frugal-memory.ts', import.meta.url).href

/** What a process prints in which two tasks have so many trials together. */
function run(trials: number, body: string): string {
  const script = `
    import { expectTrials } from ${JSON.stringify(MODULE)}
    expectTrials('first', 1); expectTrials('first', ${trials} / 2); expectTrials('second', ${trials} / 2)
    ${body}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return (stdout + stderr).trim()
}

/** Holds 20 MB and drops as much again and again. Prints the greatest size of the heap, in MB. */
const CHURN = `
  const objects = (count) => Array.from({ length: count }, (_, i) => ({ i, text: 'x' + i }))
  const held = objects(250_000)
  let most = 0
  for (let round = 0; round < 12; round++) {
    objects(250_000)
    most = Math.max(most, process.memoryUsage().heapTotal)
  }
  console.log(held.length && Math.round(most / 2 ** 20))`

it('keeps the heap small where many trials are expected, and leaves it alone otherwise', () => {
  expect(Number(run(50_000, CHURN))).toBeLessThan(0.8 * Number(run(49_998, CHURN)))
})

it('leaves no global function behind', () => {
  expect(run(50_000, `import { runInNewContext } from 'node:vm'; console.log(typeof gc, runInNewContext('typeof gc'))`)).toBe(
    'undefined undefined',
  )
})

it('gives back what V8 keeps for what may come', () => {
  const rss = 'Math.round(process.memoryUsage().rss / 2 ** 20)'
  const body = `
    import { returnMemory } from ${JSON.stringify(MODULE)}
    let objects = Array.from({ length: 1_000_000 }, (_, i) => ({ i, text: 'x' + i }))
    const before = ${rss}
    objects = null
    returnMemory()
    console.log(before - ${rss})`
  expect(Number(run(50_000, body))).toBeGreaterThan(50)
  expect(Number(run(49_998, body))).toBeLessThan(20)
})
