import { Environment } from '@marcbachmann/cel-js'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'
import { linearPattern } from '../patterns/linear-pattern.ts'
import { expressionFacts } from './expression-facts.ts'

/** A CEL expression, ready to be evaluated. */
export interface Expression {
  /** Throws EvalError config for a missing key, a wrong type, or values that are too large for it. */
  evaluate(variables: Record<string, Json>): Json
}

const LONGEST_EXPRESSION = 4_000
/** Most steps: nodes of the expression times items for each level of nested macros. */
const MOST_STEPS = 5_000_000
const MOST_COMPILED = 1_000
const LINEAR = 'matchesInLinearTime'

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2_000, maxDepth: 64, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 16 },
})
environment.registerFunction(`string.${LINEAR}(string): bool`, (text: string, pattern: string) => linearPattern(pattern).test(text))
// Numbers of JSON are doubles, literals without a point are ints: people do not write 1.0.
for (const [operator, apply] of Object.entries({
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
})) {
  for (const types of [`double ${operator} int`, `int ${operator} double`, ...(operator === '%' ? ['double % double'] : [])]) {
    environment.registerOperator(types, (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b)))
  }
}

const compiled = new Map<string, Expression>()

/** Compiles a CEL expression. Its size, depth and steps are bounded and `matches()` runs in linear time. Throws EvalError config. */
export function compileExpression(cel: string): Expression {
  const known = compiled.get(cel)
  if (known) return known
  const expression = compile(cel)
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(cel, expression)
  return expression
}

function compile(cel: string): Expression {
  if (cel.length > LONGEST_EXPRESSION)
    throw new EvalError('config', `the expression has ${cel.length} characters, expected at most ${LONGEST_EXPRESSION}`)
  const { nodes, macroDepth, matchesAt } = expressionFacts(parse(cel).ast)
  const program = matchesAt.length === 0 ? parse(cel) : parse(withLinearMatches(cel, matchesAt))
  return {
    evaluate(variables) {
      const items = macroDepth === 0 ? 1 : countNodes(variables)
      if (nodes * items ** macroDepth > MOST_STEPS) {
        throw new EvalError('config', `the expression could take more than ${MOST_STEPS} steps on ${items} values`, {
          hint: 'nest fewer macros (all, exists, filter, map)',
        })
      }
      try {
        return plain(program(variables))
      } catch (error) {
        throw new EvalError('config', `the expression could not be evaluated: ${firstLine(error)}`, { cause: error })
      }
    },
  }
}

function parse(cel: string) {
  try {
    return environment.parse(cel)
  } catch (error) {
    throw new EvalError('config', `the expression is not CEL: ${firstLine(error)}`, {
      hint: 'as in size(output) > 2 && output.all(x, x.price >= 0)',
      cause: error,
    })
  }
}

/** Replaces the method name `matches`, which the library runs in a backtracking engine; offsets are where receivers end. */
function withLinearMatches(cel: string, offsets: readonly number[]): string {
  return [...offsets]
    .sort((a, b) => b - a)
    .reduce((text, offset) => {
      const at = text.indexOf('matches', offset)
      return `${text.slice(0, at)}${LINEAR}${text.slice(at + 'matches'.length)}`
    }, cel)
}

function countNodes(value: Json): number {
  let count = 0
  const stack: Json[] = [value]
  while (stack.length > 0) {
    const next = stack.pop() as Json
    count++
    if (typeof next === 'string') count += Math.floor(next.length / 1_000)
    if (next !== null && typeof next === 'object') stack.push(...Object.values(next).slice(0, 100_000))
  }
  return count
}

/** A result as JSON: ints of CEL become numbers. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  return value as Json
}

const firstLine = (error: unknown) => (error as Error).message.split('\n')[0] ?? ''
