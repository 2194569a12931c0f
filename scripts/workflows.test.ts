import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const GITHUB = resolve(import.meta.dirname, '../.github')

interface Step {
  uses?: string
  run?: string
  env?: Record<string, unknown>
  with?: Record<string, unknown>
}
interface Job {
  permissions?: unknown
  if?: string
  steps: Step[]
}

const read = (file: string): unknown => parse(readFileSync(join(GITHUB, file), 'utf8'))
const workflows = readdirSync(join(GITHUB, 'workflows')).map(
  (name) => [name, read(`workflows/${name}`) as { permissions?: unknown; concurrency?: unknown; jobs: Record<string, Job> }] as const,
)
const action = read('actions/taskbench/action.yml') as {
  inputs: Record<string, { description?: string; default?: unknown }>
  outputs: Record<string, { description?: string }>
  runs: { steps: (Step & { shell?: string })[] }
}
const steps: [string, Step][] = [
  ...workflows.flatMap(([name, { jobs }]) => Object.values(jobs).flatMap((job) => job.steps.map((step): [string, Step] => [name, step]))),
  ...action.runs.steps.map((step): [string, Step] => ['action.yml', step]),
]

describe('workflows and actions of this project', () => {
  it('use actions at a commit, or their own', () => {
    const used = steps.flatMap(([, { uses }]) => uses ?? [])
    expect(used.length).toBeGreaterThan(6)
    expect(used.filter((uses) => !uses.startsWith('./') && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([])
  })

  it('one action has one commit everywhere', () => {
    const pins = Map.groupBy(
      steps.flatMap(([, { uses }]) => (uses?.includes('@') ? [uses] : [])),
      (uses) => uses.replace(/@.*/, ''),
    )
    for (const all of pins.values()) expect(new Set(all).size).toBe(1)
  })

  it('insert nothing into scripts: what they need stands in their environment', () => {
    for (const [name, { run }] of steps) expect(`${name}: ${run ?? ''}`).not.toContain('${{')
  })

  it('name the permissions of every workflow, and of every job where the workflow has none', () => {
    for (const [name, { permissions, jobs, concurrency }] of workflows) {
      expect([name, permissions === undefined, concurrency === undefined]).toEqual([name, false, false])
      const granted = Object.values(jobs).map((job) => job.permissions ?? permissions)
      for (const each of granted) expect(Object.keys(each as object)).not.toEqual([])
    }
  })

  it('give what may write to no job that runs the code of a pull request', () => {
    const { jobs } = workflows.find(([name]) => name === 'evals.yml')?.[1] ?? { jobs: {} }
    expect(jobs['evaluate']?.permissions).toEqual({ contents: 'read', actions: 'read' })
    const writing = Object.entries(jobs).filter(([, { permissions }]) => Object.values(permissions as object).includes('write'))
    expect(writing.map(([name]) => name)).toEqual(['comment'])
    const [, comment] = writing[0] as [string, Job]
    expect(comment.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' })
    expect(comment.if).toContain('github.event.pull_request.head.repo.full_name == github.repository')
    expect(comment.steps.find(({ uses }) => uses?.startsWith('actions/checkout'))?.with).toMatchObject({
      ref: '${{ github.event.pull_request.base.sha }}',
      'persist-credentials': false,
    })
  })

  it('give secrets to no pull request from a fork', () => {
    const secrets = steps.flatMap(([, { env = {} }]) => Object.values(env).map(String)).filter((value) => value.includes('secrets.'))
    expect(secrets.length).toBeGreaterThan(0)
    for (const value of secrets)
      expect(value).toMatch(
        /^\$\{\{ \(github\.event_name == 'push' \|\| github\.event\.pull_request\.head\.repo\.full_name == github\.repository\) && secrets\.\w+ \|\| '' \}\}$/,
      )
    expect(readFileSync(join(GITHUB, 'workflows/evals.yml'), 'utf8')).not.toContain('pull_request_target')
  })

  it('the action says what each of its inputs and outputs is', () => {
    for (const [name, { description, default: value }] of Object.entries(action.inputs))
      expect([name, typeof description, value === undefined]).toEqual([name, 'string', false])
    for (const { description } of Object.values(action.outputs)) expect(description).toBeTruthy()
    for (const { shell } of action.runs.steps.filter(({ run }) => run !== undefined)) expect(shell).toBe('bash')
  })
})
