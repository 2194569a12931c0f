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
    let subject: TapeUnderTest
    let tape: Tape
    const reopen = async () => {
      await tape.close()
      tape = await subject.open()
    }
    beforeEach(async () => {
      subject = await prepare()
      tape = await subject.open()
    })
    afterEach(async () => {
      await tape.close()
      await subject.remove()
    })

    it('finds nothing when new', () => {
      expect(tape.find(questionOf(tapeEntry()))).toBeNull()
      expect(tape.nearest(questionOf(tapeEntry()))).toBeNull()
    })

    it('finds a call when it was kept, when it was written, and after reopening', async () => {
      const entry = tapeEntry()
      await tape.keep(entry)
      expect(tape.find(questionOf(entry))).toEqual(entry)
      tape.writeSync()
      expect(tape.find(questionOf(entry))).toEqual(entry)
      await reopen()
      expect(tape.find(questionOf(entry))).toEqual(entry)
    })

    it('keeps a call instead of one with the same identity', async () => {
      const entry = tapeEntry()
      await tape.keep(entry)
      await reopen()
      await tape.keep(tapeEntry({ text: 'Roma' }))
      expect(tape.find(questionOf(entry))?.answer?.text).toBe('Roma')
      await reopen()
      expect(tape.find(questionOf(entry))?.answer?.text).toBe('Roma')
    })

    it('keeps the answers of identical trials apart', async () => {
      const trials = ['Rome', 'Roma', 'Rom'].map((text, trial) => tapeEntry({ text, trial }))
      await Promise.all(trials.map((entry) => tape.keep(entry)))
      await reopen()
      expect(trials.map((entry) => tape.find(questionOf(entry))?.answer?.text)).toEqual(['Rome', 'Roma', 'Rom'])
    })

    it('finds a question that was recorded for another task or model', async () => {
      const entry = tapeEntry()
      await tape.keep(entry)
      await reopen()
      expect(tape.find(questionOf(entry, { task: 'towns' }))).toEqual(entry)
    })

    it('names the nearest call: of the same case before others, with the smallest difference', async () => {
      const near = tapeEntry({ prompt: 'What is the capital of Italy?!' })
      const far = tapeEntry({ prompt: 'Rome is the capital of?', requestHash: 'far' })
      const other = tapeEntry({ case: 'spain', prompt: 'What is the capital of Italy', requestHash: 'other' })
      for (const entry of [far, near, other]) await tape.keep(entry)
      await reopen()
      expect(tape.nearest(questionOf(tapeEntry()))?.entry).toEqual(near)
      expect(tape.nearest(questionOf(tapeEntry({ task: 'else', model: 'else' })))).toBeNull()
    })

    it('gives back any text unchanged', async () => {
      const entry = tapeEntry({ text: 'é 🦉 \u0000 \u001b[2J \u2028 \ud800 "quoted"\r\n' })
      await tape.keep(entry)
      await reopen()
      expect(tape.find(questionOf(entry))).toEqual(entry)
    })
  })
}
