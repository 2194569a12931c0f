import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { checksState } from '../src/tasks/checks-state.ts'
import { loadTask } from '../src/tasks/load-task.ts'

interface Written<Input, Gold> {
  id: string
  input: Input
  gold: Gold
  tags: string[]
}

/** Files of checks are written by `taskbench checks write`. */
test.each(['lecture-concepts', 'support-triage', 'invoice-fields'])('the checks of %s were written for it as it is', async (name) => {
  const config = await loadConfig({ root: resolve(import.meta.dirname, '..'), env: {} })
  expect(checksState(loadTask(join(import.meta.dirname, name, `${name}.task.yaml`), config), config)).toBe('written')
})

interface Concept {
  title: string
  start_time: string
  end_time: string
}

interface Invoice {
  number: string
  line_items: { description: string; quantity: number; unit_price: number; amount: number }[]
  tax: number
  total: number
}

function cases<Input, Gold>(file: string): Written<Input, Gold>[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Written<Input, Gold>)
}

const lectures = cases<{ transcript: string; teaching_start: string; teaching_end: string }, Concept[]>('lecture-concepts/lectures.jsonl')
const tickets = cases<{ subject: string; body: string }, { label: string; priority: string; language: string }>(
  'support-triage/tickets.jsonl',
)
const invoices = cases<{ text: string }, Invoice>('invoice-fields/invoices.jsonl')

const seconds = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const cents = (amount: number) => Math.round(amount * 100)

test('every suite has at least 20 cases with ids of their own', () => {
  for (const suite of [lectures, tickets, invoices]) {
    expect(suite.length).toBeGreaterThanOrEqual(20)
    expect(new Set(suite.map(({ id }) => id)).size).toBe(suite.length)
  }
})

test.each(lectures)('the concepts of $id lie on its stamps, one after the other', ({ input, gold }) => {
  const stamps = [...input.transcript.matchAll(/^\[(\d\d:\d\d)\]/gm)].map((match) => match[1])
  expect(stamps).toEqual(stamps.toSorted())
  const words = input.transcript.split(/\s+/).length
  expect(words).toBeGreaterThanOrEqual(300)
  expect(words).toBeLessThanOrEqual(700)
  expect(gold.length).toBeGreaterThanOrEqual(4)
  expect(gold.length).toBeLessThanOrEqual(8)
  expect(new Set(gold.map(({ title }) => title)).size).toBe(gold.length)
  for (const [index, concept] of gold.entries()) {
    expect(stamps).toEqual(expect.arrayContaining([concept.start_time, concept.end_time]))
    expect(seconds(concept.start_time)).toBeLessThan(seconds(concept.end_time))
    expect(concept.end_time).toBe(gold[index + 1]?.start_time ?? input.teaching_end)
  }
  expect(gold[0]?.start_time).toBe(input.teaching_start)
})

test('every label and every priority occurs among the tickets, and no other', () => {
  const labels = ['account-access', 'billing', 'bug', 'cancellation', 'data-privacy', 'feature-request', 'other', 'shipping']
  expect([...new Set(tickets.map(({ gold }) => gold.label))].sort()).toEqual(labels)
  expect([...new Set(tickets.map(({ gold }) => gold.priority))].sort()).toEqual(['high', 'low', 'normal', 'urgent'])
  expect(new Set(tickets.map(({ gold }) => gold.language)).size).toBeGreaterThanOrEqual(6)
})

test.each(invoices)('the sums of $id add up and its texts are printed', ({ input, gold }) => {
  for (const line of gold.line_items) {
    expect(cents(line.quantity * line.unit_price)).toBe(cents(line.amount))
    expect(input.text).toContain(line.description)
  }
  const net = gold.line_items.reduce((sum, line) => sum + line.amount, 0)
  expect(cents(net + gold.tax)).toBe(cents(gold.total))
  expect(input.text).toContain(gold.number)
})
