import { expect, test } from 'vitest'
import { LiveRegion } from './live-region.ts'

test('the live region is erased before other output and drawn again below it', async () => {
  let screen = ''
  const stream = { columns: 12, write: (chunk: string | Uint8Array) => ((screen += String(chunk)), true) }
  const original = stream.write
  const region = new LiveRegion((width) => ['a line that is longer than the terminal'.slice(0, width)], [stream])
  region.start(5)
  await expect.poll(() => screen).toContain('a line that\n')
  stream.write('half a line')
  const drawn = screen.length
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(screen.length).toBe(drawn)
  stream.write(' whole\n')
  await expect.poll(() => screen.slice(drawn)).toContain('a line that\n')
  region.stop()
  expect(stream.write).toBe(original)
  expect(screen).toMatch(/\u001B\[1A\r\u001B\[0J/)
  expect(screen.endsWith('\u001B[?25h')).toBe(true)
})
