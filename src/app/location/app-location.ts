import type { Verdict } from '../../schema/check.ts'
import { OUTCOMES } from '../data/test-row.ts'
import type { Outcome } from '../data/test-row.ts'
import { FLIPS } from '../compare/flip.ts'
import type { Flip } from '../compare/flip.ts'

/** Where the reader is: what a link to the report carries behind its `#`. */
export interface AppLocation {
  view: 'overview' | 'tests' | 'compare'
  /** Task shown on the overview; on the list, the task's tests alone. */
  task: string | null
  model: string | null
  outcome: Outcome | null
  check: string | null
  /** With `check`: tests in which it ended so. */
  checkVerdict: Verdict
  tag: string | null
  query: string
  /** Key of the open test; of two models that are compared, of the open case. */
  test: string | null
  /** The two models that are compared. */
  a: string | null
  b: string | null
  /** Cases that are listed of a comparison; `null`: those that only one of the two passed. */
  flip: Flip | null
}

export const HOME: AppLocation = {
  view: 'overview',
  task: null,
  model: null,
  outcome: null,
  check: null,
  checkVerdict: 'failed',
  tag: null,
  query: '',
  test: null,
  a: null,
  b: null,
  flip: null,
}

const views: readonly AppLocation['view'][] = ['overview', 'tests', 'compare']
const verdicts: readonly Verdict[] = ['passed', 'failed', 'undecided']

/** Reads the part of an address from `#` on; what it does not know is ignored. */
export function parseLocation(hash: string): AppLocation {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const outcome = fields.get('outcome')
  const checkVerdict = fields.get('verdict')
  const flip = fields.get('flip')
  return {
    view: views.find((known) => known === fields.get('view')) ?? 'overview',
    task: fields.get('task'),
    model: fields.get('model'),
    outcome: OUTCOMES.find((known) => known === outcome) ?? null,
    check: fields.get('check'),
    checkVerdict: verdicts.find((known) => known === checkVerdict) ?? 'failed',
    tag: fields.get('tag'),
    query: fields.get('q') ?? '',
    test: fields.get('test'),
    a: fields.get('a'),
    b: fields.get('b'),
    flip: FLIPS.find((known) => known === flip) ?? null,
  }
}

/** The address of a place, beginning with `#`; places not named are those of the start page. */
export function formatLocation(place: Partial<AppLocation>): string {
  const { view, task, model, outcome, check, checkVerdict, tag, query, test, a, b, flip } = { ...HOME, ...place }
  const fields = new URLSearchParams({ view })
  const given = { task, model, outcome, check, verdict: check === null ? null : checkVerdict, tag, q: query || null, test, a, b, flip }
  for (const [name, value] of Object.entries(given)) if (value !== null) fields.set(name, value)
  return `#${fields}`
}
