import type { Case } from '../schema/case.ts'
import type { JudgeBrief } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import type { CandidateCheck } from './lock-checks.ts'
import { readCandidates } from './read-candidates.ts'
import type { ReadCandidate } from './read-candidates.ts'
import { readRequirements } from './read-requirements.ts'
import type { Requirement } from './read-requirements.ts'
import type { WritingDeskOptions } from './writing-desk.ts'
import { WritingDesk } from './writing-desk.ts'
import { matterSections, quotableText, shownInputs } from './writing-matter.ts'
import { analysisRequest, writingRequest } from './writing-request.ts'

export interface ProposeChecksOptions extends Omit<WritingDeskOptions, 'task' | 'facts'> {
  task: Task
  /** Cases whose inputs may be shown. */
  cases: readonly Case[]
  brief: JudgeBrief
  seed: number
  /** Most requirements, and most checks. */
  most: number
}

/** What a writer made of a task. */
export interface ProposedChecks {
  requirements: Requirement[]
  candidates: CandidateCheck[]
  /** What was left out, and why: sentences. */
  notes: string[]
}

/** Most cases whose gold a simulated writer goes by. */
const MOST_FACTS = 500

/**
 * Has a model list a task's requirements and write a check for each. Nothing of gold is shown. What is not as asked for is asked again once, and
 * left out with a note after that. Rejects with what the engine says where the model cannot be asked, or refuses.
 */
export async function proposeChecks(options: ProposeChecksOptions): Promise<ProposedChecks> {
  const { task, cases, brief, seed, most, model } = options
  const sections = matterSections({ brief, task, inputs: shownInputs(cases, seed) })
  const desk = new WritingDesk({ ...options, task: task.name, facts: factsOf(options) })
  const asked = { seed, most, params: model.params }
  const notes: string[] = []
  const requirements = await listRequirements(desk, sections, asked, notes)
  if (requirements.length === 0) return { requirements, candidates: [], notes }
  const request = writingRequest(sections, requirements, { ...asked, hasTools: task.tools.length > 0 })
  let found: ReadCandidate[] = []
  let problem: string | null = null
  await desk.ask('writing', request, (text) => {
    const read = readCandidates(text, requirements, most)
    problem = read.problem
    found = mended(found, read.candidates)
    return [...(problem === null ? [] : [problem]), ...found.flatMap(problemOf)]
  })
  if (problem !== null) notes.push(`checks: ${problem as string}`)
  return { requirements, candidates: found.slice(0, most).map(({ candidate }) => candidate), notes }
}

async function listRequirements(
  desk: WritingDesk,
  sections: ReturnType<typeof matterSections>,
  asked: Parameters<typeof analysisRequest>[1],
  notes: string[],
): Promise<Requirement[]> {
  const material = quotableText(sections)
  const found = new Map<string, Requirement>()
  let problems: string[] = []
  await desk.ask('analysis', analysisRequest(sections, asked), (text) => {
    const read = readRequirements(text, material, asked.most)
    problems = read.problems
    for (const requirement of read.requirements) if (!found.has(requirement.requirement)) found.set(requirement.requirement, requirement)
    return problems
  })
  notes.push(...problems.map((problem) => `requirements: ${problem}`))
  return numbered([...found.values()].slice(0, asked.most))
}

/** Of two replies both may have used an id. */
function numbered(requirements: readonly Requirement[]): Requirement[] {
  const isUnique = new Set(requirements.map(({ id }) => id)).size === requirements.length
  return isUnique ? [...requirements] : requirements.map((requirement, index) => ({ ...requirement, id: `r${index + 1}` }))
}

/**
 * The legal checks of the first reply, and those of the second for requirements that have none yet. What is not legal stays, to be dropped with its
 * reason, unless it was mended.
 */
function mended(before: readonly ReadCandidate[], after: readonly ReadCandidate[]): ReadCandidate[] {
  const legal = before.filter(({ problem }) => problem === null)
  const has = new Set(legal.map(({ requirement }) => requirement))
  const broken = new Set(before.filter(({ problem }) => problem !== null).map(nameOf))
  const taken = after.filter(
    (each) => each.requirement === null || !has.has(each.requirement) || each.problem !== null || broken.has(nameOf(each)),
  )
  const left = before.filter((each) => each.problem !== null && !taken.some((other) => isSame(each, other)))
  return [...legal, ...taken, ...left]
}

const isSame = (a: ReadCandidate, b: ReadCandidate): boolean =>
  a.requirement === null ? nameOf(a) === nameOf(b) : a.requirement === b.requirement

function nameOf({ candidate: { check } }: ReadCandidate): string {
  const name = check !== null && typeof check === 'object' ? (check as { name?: unknown }).name : undefined
  return typeof name === 'string' ? name.slice(0, 120) : 'a check'
}

const problemOf = (each: ReadCandidate): string[] => (each.problem === null ? [] : [`${nameOf(each)}: ${each.problem}`])

function factsOf({ task, cases, model }: ProposeChecksOptions): WritingDeskOptions['facts'] {
  const { description, messages, output, pairing } = task
  const shown = model.needsCase ? cases.slice(0, MOST_FACTS).map(({ input, gold }) => ({ input, gold })) : []
  return { description, messages, output, pairing, cases: shown }
}
