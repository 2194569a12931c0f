import { describe, expect, it } from 'vitest'
import { TrialPlaces } from './trial-places.ts'

const trial = (caseId: string, number: number, model = 'm') => ({ task: 't', model, case: caseId, trial: number })
const place = (offset: number, file = 'trials.jsonl') => ({ file, offset, length: 1 })

describe('places of trials', () => {
  it('stand in the order of task, model, case and trial, numbers in names as numbers', () => {
    const places = new TrialPlaces()
    const keys = [trial('case-10', 1), trial('case-2', 10), trial('case-2', 9), trial('case-10', 0), trial('case-1', 0, 'a')]
    keys.forEach((key, index) => places.set(key, place(index)))
    expect([...places.at(places.inOrder())].map(({ offset }) => offset)).toEqual([4, 2, 1, 3, 0])
  })

  it('are those of the last record of a trial, in whichever file', () => {
    const places = new TrialPlaces()
    places.set(trial('1', 0), place(1, 'trials.1.jsonl'))
    places.set(trial('1', 1), place(2, 'trials.2.jsonl'))
    const last = places.set(trial('1', 0), place(3, 'trials.2.jsonl'))
    expect(last).toBe(2)
    expect([...places.at(places.inOrder())]).toEqual([place(3, 'trials.2.jsonl'), place(2, 'trials.2.jsonl')])
  })

  it('are not found by a number that none has', () => {
    expect(() => [...new TrialPlaces().at([0])]).toThrow('Found 0 as the number of a place, expected less than 0')
  })
})
