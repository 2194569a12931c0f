import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const MODULE = new URL('./frugal-memory.ts', import.meta.url).href

/** A process that drops a megabyte again and again, beside one that it holds. Returns the greatest size of its heap in MB. */
function greatestHeap(trials: number): number {
  const script = `
    import { expectTrials } from ${JSON.stringify(MODULE)}
    expectTrials(${trials} / 2); expectTrials(${trials} / 2)
    const held = Array.from({ length: 400_000 }, (_, i) => ({ i }))
    let most = 0
    let ring = []
    for (let i = 0; i < 3_000_000; i++) {
      ring[i % 300_000] = { i, text: 'x' + i }
      if (i % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal)
    }
    console.log(held.length && most)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) / 2 ** 20
}

it('keeps the heap small where many trials are expected, and leaves it alone otherwise', () => {
  expect(greatestHeap(50_000)).toBeLessThan(0.8 * greatestHeap(49_998))
})
