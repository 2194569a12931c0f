/** A file that `taskbench init` writes. */
export interface InitFile {
  /** Relative to the project's root. */
  path: string
  content: string
}

/** The files of a first evaluation: it runs on simulated models, without a key. */
export function initFiles(): InitFile[] {
  return [
    { path: 'taskbench.config.yaml', content: CONFIG },
    { path: 'evals/triage.task.yaml', content: TASK },
    { path: 'evals/triage.jsonl', content: CASES.map((line) => `${JSON.stringify(line)}\n`).join('') },
    { path: 'vitest.config.ts', content: VITEST_CONFIG },
    { path: '.gitignore', content: GIT_IGNORE },
  ]
}

const CONFIG = `# yaml-language-server: $schema=./node_modules/taskbench/schemas/config.schema.json
# The models that every task runs against. Simulated ones need no key and no network.
models:
  - sim:careful
  - sim:hasty
  # Real models cost money: they are asked by \`npx taskbench run\` only. Keys come from the environment.
  # - openai:gpt-5-mini             # npm i -D openai             OPENAI_API_KEY
  # - anthropic:claude-sonnet-4-5   # npm i -D @anthropic-ai/sdk  ANTHROPIC_API_KEY
  # - ollama:llama3.2               # a local server
`

const TASK = `# yaml-language-server: $schema=../node_modules/taskbench/schemas/task.schema.json
name: triage
description: Label a support ticket and say how urgent it is.
prompt: |
  You sort support tickets. Read the ticket and answer with JSON alone:
  {"label": "billing" | "bug" | "account" | "other", "priority": 1 to 4, 1 being the most urgent}

  Ticket: {{ticket}}
cases: triage.jsonl
output:
  format: json
  schema:
    type: object
    required: [label, priority]
    properties:
      label: { enum: [billing, bug, account, other] }
      priority: { type: integer, minimum: 1, maximum: 4 }
checks:
  - { name: fits the schema, kind: schema, severity: warning }
  - { name: known label, kind: one-of, path: label, values: [billing, bug, account, other], severity: warning }
# Checks of severity critical (the default) fail their test. Gates fail when an interval says so.
gates:
  - { metric: f1, min: 0.5 }
`

const CASES = [
  { ticket: 'I was charged twice for October. Please refund one of the two payments.', gold: { label: 'billing', priority: 2 } },
  {
    ticket: 'The export button does nothing since the last update. We need the file for our audit today.',
    gold: { label: 'bug', priority: 1 },
  },
  { ticket: 'How do I change the email address of my account?', gold: { label: 'account', priority: 3 } },
  { ticket: 'Do you have an office in Lisbon?', gold: { label: 'other', priority: 4 } },
  { ticket: 'Nobody in our company can log in. All of production is down.', gold: { label: 'account', priority: 1 } },
  { ticket: 'The invoice shows our old address. Could you issue it again?', gold: { label: 'billing', priority: 3 } },
  { ticket: 'Dark mode has a white flash when I switch pages. Not urgent.', gold: { label: 'bug', priority: 4 } },
  { ticket: 'Please delete my account and all data that you hold on me.', gold: { label: 'account', priority: 2 } },
]

const VITEST_CONFIG = `import { taskbench } from 'taskbench/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [taskbench()] })
`

const GIT_IGNORE = `node_modules/
# Records and reports of runs. Tasks, their checks, tapes and baselines belong into the repository.
results/
`
