import { checkKind } from '../checks/check-kinds.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import { outputShape } from '../metrics/output-shape.ts'
import type { JudgeBrief } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { briefText } from '../use-cases/brief-text.ts'
import { legalMetrics } from './legal-metrics.ts'

/** What a recommender is shown of a task; never gold. */
export interface RecommendationMatter {
  brief: JudgeBrief
  task: Pick<Task, 'description' | 'messages' | 'output' | 'pairing' | 'checks' | 'cases' | 'trials' | 'metrics' | 'primary'>
  facts: TaskFacts
}

/** Longest texts that are shown, in characters; of longer ones beginning and end. */
const LONGEST_TEXT = 20_000
const MOST_CHECKS = 50

/** The sections of a recommender's prompt: control characters made visible, long texts cut in the middle, empty ones left out. */
export function recommendationSections({ brief, task, facts }: RecommendationMatter): { title: string; text: string }[] {
  const { description, messages, output, checks, metrics, primary } = task
  const prompt = messages.map(({ role, content }) => `${role}:\n${content}`).join('\n\n')
  const schema = output.schema === null ? '' : `\nJSON Schema:\n${JSON.stringify(output.schema, null, 1)}`
  return [
    section('use case', briefText(brief, description)),
    section('prompt', prompt),
    section('output', `Answers are read as ${output.format}.${schema}`),
    section('checks', checks.slice(0, MOST_CHECKS).map(checkLine).join('\n')),
    section('facts', factLines(task, facts).join('\n')),
    section('metrics at present', `${metrics.join(', ')}; models are ranked by ${primary}`),
    section('metrics that this task can compute', legalMetrics(facts).map(metricLine).join('\n')),
  ].filter(({ text }) => text !== '')
}

const section = (title: string, text: string) => ({ title, text: stripControl(shorten(text, LONGEST_TEXT)) })

function checkLine({ name, kind, severity, description = '' }: Task['checks'][number]): string {
  return `- ${name} (${kind}, ${severity})${description === '' ? '' : `: ${description}`}`
}

function metricLine({ name, description, unit, direction }: ReturnType<typeof legalMetrics>[number]): string {
  return `- ${name} (${unit}, ${direction} is better): ${description}`
}

function factLines({ cases, checks, pairing }: RecommendationMatter['task'], facts: TaskFacts): string[] {
  const withGold = cases.filter(({ gold }) => gold !== undefined).length
  const hasJudge = [...checks, ...cases.flatMap((subject) => subject.checks)].some(({ kind }) => checkKind(kind)?.expense === 'judge')
  const shape = outputShape(facts) === 'set' ? 'a set of items or fields, compared one by one' : 'one value, right or wrong'
  return [
    `Cases: ${cases.length}, of which ${withGold} have a reference answer${facts.hasGold || withGold === 0 ? '' : ' that metrics cannot compare'}`,
    `An answer is ${shape}`,
    ...(pairing === null ? [] : [`Items are compared by ${JSON.stringify(pairing)}`]),
    `Answers of each model to each case: ${facts.trials.count}`,
    `Checks: ${checks.length}${hasJudge ? ', some of them asked of a judge' : ', none of them asked of a judge'}`,
  ]
}
