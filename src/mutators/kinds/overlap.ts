import type { Json, JsonObject } from '../../schema/json.ts'
import type { Pairing } from '../../schema/task.ts'
import { parseClockTime } from '../../time/parse-clock-time.ts'
import { defineMutator } from '../define-mutator.ts'
import { isObject, listsIn, replaceAt } from '../places.ts'

const START = /(^|[_-])(start|begin|from)|^(start|begin|from)/i
const END = /(^|[_-])(end|stop|to|until)([_-]|$)|^(end|stop|until)/i

/** An item's span reaches to the end of the next one's. */
export const overlap = defineMutator({
  name: 'overlap',
  description: "an item's span reaches into the next one's",
  class: 'format',
  mutate({ gold, pairing, random }) {
    const places = listsIn(gold, 2).flatMap(({ path, value }) => {
      const end = spanEnd(value, pairing)
      if (end === null) return []
      return value.slice(1).map((next, index) => ({ path: [...path, index, end], reach: (next as JsonObject)[end] as Json }))
    })
    if (places.length === 0) return null
    const { path, reach } = random.pick(places)
    return { value: replaceAt(gold, path, reach) }
  },
})

/** The field at which the items' spans end: by the times that the task compares, else by the fields' names; `null` where they have none. */
function spanEnd(items: readonly Json[], pairing: Pairing | null): string | null {
  const [first] = items
  if (!isObject(first)) return null
  const times = (pairing?.compare ?? []).filter(({ by }) => by === 'time').map(({ path }) => path)
  const [start, end] =
    times.length >= 2 ? times : [Object.keys(first).find((key) => START.test(key)), Object.keys(first).find((key) => END.test(key))]
  if (start === undefined || end === undefined) return null
  const ordered = items.every((item, index) => {
    if (!isObject(item)) return false
    const [from, to] = [parseClockTime(item[start] ?? null), parseClockTime(item[end] ?? null)]
    const before = items[index - 1]
    const reached = isObject(before) ? parseClockTime(before[end] ?? null) : Number.NEGATIVE_INFINITY
    return from !== null && to !== null && reached !== null && from < to && reached <= from
  })
  return ordered ? end : null
}
