import { Environment } from '@marcbachmann/cel-js'
import { EvalError } from '../schema/eval-error.ts'
import { linearPattern } from '../patterns/linear-pattern.ts'
import type { ExpressionNode } from './expression-meter.ts'

const LONGEST_JOIN = 1_000_000

/** Methods that take our own implementation: the library's patterns backtrack, and its join() takes memory before it can be measured. */
const REPLACED: Record<string, string> = { matches: 'matchesInLinearTime', join: 'joinWithinBounds' }

const base = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2_000, maxDepth: 64, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 16 },
})
base.registerFunction('string.matchesInLinearTime(string): bool', (text: string, pattern: string) => linearPattern(pattern).test(text), {
  async: false,
})
base.registerFunction('list.joinWithinBounds(string): string', join, { async: false })
base.registerFunction('list.joinWithinBounds(): string', (list: unknown[]) => join(list, ''), { async: false })
base.registerFunction('sum(list): dyn', sumOf, { async: false })

// Numbers of JSON are doubles, literals without a point are ints: people do not write 1.0.
const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}
for (const [operator, apply] of Object.entries(ARITHMETIC)) {
  const types = [`double ${operator} int`, `int ${operator} double`, ...(operator === '%' ? ['double % double'] : [])]
  for (const signature of types) base.registerOperator(signature, (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b)))
}

const environments = new Map<string, Environment>()

/** The environment of expressions over some variables; any where none are said. */
export function expressionEnvironment(variables: readonly string[] | undefined): Environment {
  if (variables === undefined) return base
  const key = variables.join(',')
  const known = environments.get(key)
  if (known) return known
  const fresh = base.clone({ unlistedVariablesAreDyn: false })
  for (const name of variables) fresh.registerVariable(name, 'dyn')
  environments.set(key, fresh)
  return fresh
}

/** Lets calls of methods take our own implementations. To be done before the expression is checked. */
export function replaceMethods(nodes: readonly ExpressionNode[]): void {
  for (const { op, args } of nodes) {
    const [name] = Array.isArray(args) ? (args as unknown[]) : []
    if (op === 'rcall' && typeof name === 'string' && Object.hasOwn(REPLACED, name)) (args as unknown[])[0] = REPLACED[name]
  }
}

function join(list: unknown[], separator: string): string {
  const length = list.reduce<number>((sum, item) => {
    if (typeof item !== 'string') throw new EvalError('config', 'join() needs a list of texts')
    return sum + item.length + separator.length
  }, 0)
  if (length > LONGEST_JOIN) throw new EvalError('config', `join() would make ${length} characters, expected at most ${LONGEST_JOIN}`)
  return list.join(separator)
}

/** Of whole numbers as of others a double, as numbers of JSON are. */
function sumOf(list: unknown[]): number {
  return list.reduce<number>((total, item) => {
    if (typeof item !== 'number' && typeof item !== 'bigint') throw new EvalError('config', 'sum() needs a list of numbers')
    return total + Number(item)
  }, 0)
}
