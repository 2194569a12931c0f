import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Tape } from '../../schema/tape.ts'
import { questionOf, tapeEntry } from './tape-entry.ts'

/** A kind of tape under test. */
export interface TapeUnderTest {
  /** Opens the same tape again and again: what one wrote, the next finds. */
  open(): Promise<Tape>
  remove(): Promise<void>
}

/** What every tape must do, whatever it is kept in. */
export function runTapeContract(name: string, prepare: () => Promise<TapeUnderTest>): void {
  describe(`tape contract: ${name}`, () => {
    describe('keeping', () => {
      keepingContract(prepare)
    })
    describe('finding', () => {
      findingContract(prepare)
    })
  })
}

interface Opened {
  subject: TapeUnderTest
  tape: Tape
  reopen(): Promise<void>
}

const openForEach = (prepare: () => Promise<TapeUnderTest>): Opened => {
  const opened = {
    async reopen() {
      await opened.tape.close()
      opened.tape = await opened.subject.open()
    },
  } as Opened
  beforeEach(async () => {
    opened.subject = await prepare()
    opened.tape = await opened.subject.open()
  })
  afterEach(async () => {
    await opened.tape.close()
    await opened.subject.remove()
  })
  return opened
}

function keepingContract(prepare: () => Promise<TapeUnderTest>): void {
  const opened = openForEach(prepare)

  it('finds nothing when new', () => {
    expect(opened.tape.find(questionOf(tapeEntry()))).toBeNull()
    expect(opened.tape.nearest(questionOf(tapeEntry()))).toBeNull()
  })

  it('finds a call when it was kept, when it was written, and after reopening', async () => {
    const entry = tapeEntry()
    await opened.tape.keep(entry)
    expect(opened.tape.find(questionOf(entry))).toEqual(entry)
    opened.tape.writeSync()
    expect(opened.tape.find(questionOf(entry))).toEqual(entry)
    await opened.reopen()
    expect(opened.tape.find(questionOf(entry))).toEqual(entry)
  })

  it('keeps a call instead of one with the same identity', async () => {
    const entry = tapeEntry()
    await opened.tape.keep(entry)
    await opened.reopen()
    await opened.tape.keep(tapeEntry({ text: 'Roma' }))
    expect(opened.tape.find(questionOf(entry))?.answer?.text).toBe('Roma')
    await opened.reopen()
    expect(opened.tape.find(questionOf(entry))?.answer?.text).toBe('Roma')
  })
}

function findingContract(prepare: () => Promise<TapeUnderTest>): void {
  const opened = openForEach(prepare)

  it('keeps the answers of identical trials apart', async () => {
    const trials = ['Rome', 'Roma', 'Rom'].map((text, trial) => tapeEntry({ text, trial }))
    await Promise.all(trials.map((entry) => opened.tape.keep(entry)))
    await opened.reopen()
    expect(trials.map((entry) => opened.tape.find(questionOf(entry))?.answer?.text)).toEqual(['Rome', 'Roma', 'Rom'])
  })

  it('finds a question that was recorded for another task or model', async () => {
    const entry = tapeEntry()
    await opened.tape.keep(entry)
    await opened.reopen()
    expect(opened.tape.find(questionOf(entry, { task: 'towns' }))).toEqual(entry)
  })

  it('names the nearest call: of the same case before others, with the smallest difference', async () => {
    const near = tapeEntry({ prompt: 'What is the capital of Italy?!' })
    const far = tapeEntry({ prompt: 'Rome is the capital of?', requestHash: 'far' })
    const other = tapeEntry({ case: 'spain', prompt: 'What is the capital of Italy', requestHash: 'other' })
    for (const entry of [far, near, other]) await opened.tape.keep(entry)
    await opened.reopen()
    expect(opened.tape.nearest(questionOf(tapeEntry()))?.entry).toEqual(near)
    expect(opened.tape.nearest(questionOf(tapeEntry({ task: 'else', model: 'else' })))).toBeNull()
  })

  it('gives back any text unchanged', async () => {
    const entry = tapeEntry({ text: 'é 🦉 \u0000 \u001b[2J \u2028 \ud800 "quoted"\r\n' })
    await opened.tape.keep(entry)
    await opened.reopen()
    expect(opened.tape.find(questionOf(entry))).toEqual(entry)
  })
}
