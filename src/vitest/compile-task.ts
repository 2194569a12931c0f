import type { Task } from '../schema/task.ts'
import { identityMap } from './source-map.ts'

/** A function at a line of the compiled module: what it calls has a stack frame at that line of the YAML file. */
export type AtLine = <T>(call: () => T) => T

/**
 * Compiles a task into a test module that keeps the lines of its YAML file: whatever is located at line L is called through a function
 * that stands on line L, so that Vitest's filters, locations and code frames speak of the YAML file.
 */
export function compileTask(source: string, task: Task, runtime: string) {
  const lines = new Set([task.lines.name, task.lines.cases])
  for (const place of [...task.cases, ...task.gates].map((item) => item.place)) if (place?.file === task.file) lines.add(place.line)
  const imports = [
    `import { registerTask as $register } from ${quote(runtime)};`,
    ...task.dependencies.map((file) => `import ${quote(file)};`),
  ]
  const table = [...lines].map((line) => `${line}: $${line}`).join(', ')
  const first = `${imports.join('')}$register(JSON.parse(${quote(JSON.stringify(task))}), { ${table} });`
  const count = Math.max(source.split('\n').length, ...lines)
  const code = Array.from({ length: count }, (_, index) => {
    const at = lines.has(index + 1) ? `function $${index + 1}(call) { return call() }` : ''
    return index === 0 ? `${first}${at}` : at
  })
  return { code: code.join('\n'), map: identityMap(source, task.file) }
}

/** A JavaScript string literal; JSON's line separators are legal in it since ES2019. */
function quote(text: string): string {
  return JSON.stringify(text)
}
