import type { Place } from '../schema/fault.ts'
import type { Task } from '../schema/task.ts'
import { gateRule } from '../comparison/gate-rule.ts'
import { stripControl } from '../text/strip-control.ts'
import { identityMap } from './source-map.ts'

export interface CompileOptions {
  /** The file that holds the task as JSON: a module that carried many cases itself would cost Vitest much time and memory. */
  definition: string
  /** The module that registers the task. */
  runtime: string
  /** Labels of the models in the outline; `null`: the module is only run, and needs none. */
  outline: readonly string[] | null
}

/** A function at a line of the compiled module: what it calls has a stack frame at that line of the YAML file. */
export type AtLine = <T>(call: () => T) => T

/**
 * Compiles a task into a test module that keeps the lines of its YAML file: whatever is located at line L is called through a function
 * that stands on line L, so that Vitest's filters, locations and code frames speak of the YAML file.
 */
export function compileTask(source: string, task: Task, { definition, runtime, outline: models }: CompileOptions) {
  const lines = new Set([task.lines.name, task.lines.cases])
  for (const place of [...task.cases, ...task.gates].map((item) => item.place)) if (place?.file === task.file) lines.add(place.line)
  const imports = [
    `import { registerDefinition as $register } from ${quote(runtime)};`,
    ...task.dependencies.map((file) => `import ${quote(file)};`),
  ]
  const table = [...lines].map((line) => `${line}: $${line}`).join(', ')
  const first = `${imports.join('')}$register(${quote(definition)}, { ${table} });`
  const count = Math.max(source.split('\n').length, ...lines)
  const code = Array.from({ length: count }, (_, index) => {
    const at = lines.has(index + 1) ? `function $${index + 1}(call) { return call() }` : ''
    return index === 0 ? `${first}${at}` : at
  })
  const outline = models === null ? [] : outlineOf(task, models)
  const rest = outline.map(({ text }) => text)
  return {
    code: [...code, ...rest].join('\n'),
    map: identityMap(
      source,
      task.file,
      count,
      outline.map(({ line }) => line),
    ),
  }
}

/** The suites and tests as `vitest list` and editors look for them: by reading the code, which is never run. */
function outlineOf(task: Task, models: readonly string[]): { line: number; text: string }[] {
  const { name, cases } = task.lines
  const located = (place: Place | undefined, otherwise: number) => (place?.file === task.file ? place.line : otherwise)
  const tests = [
    ...task.cases.map(({ id, place }) => ({ line: located(place, cases), text: `test(${quote(stripControl(id))});` })),
    ...task.gates.map((gate) => ({ line: located(gate.place, name), text: `test(${quote(`gate: ${gateRule(gate)}`)});` })),
  ]
  const at = (text: string) => ({ line: name, text })
  return [
    at(`function $outline(describe, test) {`),
    at(`describe(${quote(task.name)}, () => {`),
    ...models.flatMap((label) => [at(`describe(${quote(label)}, () => {`), ...tests, at('});')]),
    at('}); }'),
  ]
}

/** A JavaScript string literal. JSON's line separators are legal in it, but V8 counts them as line ends, which would move every line below. */
function quote(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
}
