import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { loadTask } from './load-task.ts'
import { writtenFor } from './written-for.ts'

const TASK = `name: x
description: Names the birds in a text.
system: You know birds.
prompt: |
  List the birds in {{text}}.
cases: [{ text: a robin, gold: [{ name: robin }] }]
output: { format: json, schema: { type: array, items: { type: object, description: one bird } } }
pairing: { key: name, by: fuzzy }
`

const hashOf = async (yaml: string): Promise<string> => {
  const root = testFolder({ 'x.task.yaml': yaml })
  return writtenFor(loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} })))
}

test('one changed word makes checks stale', async () => {
  const before = await hashOf(TASK)
  for (const [word, other] of [
    ['Names', 'Counts'],
    ['birds in {{', 'insects in {{'],
    ['You know', 'You love'],
    ['one bird', 'one animal'],
    ['type: object', 'type: [object, string]'],
    ['fuzzy', 'exact'],
  ] as const) {
    expect(await hashOf(TASK.replace(word, other)), word).not.toBe(before)
  }
})

test('white space, comments, the order of keys and the cases do not', async () => {
  const before = await hashOf(TASK)
  for (const [text, other] of [
    ['name: x\n', '# a comment\n\nname: x # another\n'],
    ['Names the', 'Names   the'],
    ['{{text}}.\n', '{{text}}.\n\n\n'],
    ['List the birds in', 'List the\n  birds in'],
    ['one bird', '" one  bird"'],
    ['{ key: name, by: fuzzy }', '{ by: "fuzzy", key: "name" }'],
    ['a robin', 'one robin'],
  ] as const) {
    expect(await hashOf(TASK.replace(text, other)), text).toBe(before)
  }
})
