import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseOrder } from './case-order.ts'
import { seededOrder } from './seeded-order.ts'

const ids = fc.uniqueArray(fc.string(), { maxLength: 30 })
const self = (id: string) => id

test('the order follows from the seed and the ids alone: it is kept by what is left when others go', () => {
  fc.assert(
    fc.property(ids, fc.integer(), fc.func(fc.boolean()), (list, seed, stays) => {
      const ordered = seededOrder(list, self, seed)
      expect(ordered.toSorted()).toEqual(list.toSorted())
      expect(seededOrder(list.toReversed(), self, seed)).toEqual(ordered)
      expect(
        seededOrder(
          list.filter((id) => stays(id)),
          self,
          seed,
        ),
      ).toEqual(ordered.filter((id) => stays(id)))
    }),
  )
})

test('each place is as likely for every case; seeds and tasks have orders of their own', () => {
  const list = ['a', 'b', 'c', 'd']
  const firsts = Array.from({ length: 2_000 }, (_, seed) => caseOrder(list, self, seed, 'task')[0])
  for (const id of list) {
    const share = firsts.filter((first) => first === id).length / firsts.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.3)
  }
  const many = Array.from({ length: 50 }, (_, index) => String(index))
  const orders = [caseOrder(many, self, 1, 'task'), caseOrder(many, self, 2, 'task'), caseOrder(many, self, 1, 'other')]
  expect(new Set(orders.map((order) => order.join()))).toHaveProperty('size', 3)
})
