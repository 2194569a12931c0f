import type { Environment } from '@marcbachmann/cel-js'
import { EvalError } from '../schema/eval-error.ts'
import type { Json } from '../schema/json.ts'
import { meterExpression } from './expression-meter.ts'
import { expressionNodes } from './expression-nodes.ts'
import { expressionEnvironment, replaceMethods } from './expression-environment.ts'

/** A CEL expression, ready to be evaluated. */
export interface Expression {
  /** The result as JSON: ints become numbers. Throws EvalError config for a missing key or variable, a wrong type, or too many steps. */
  evaluate(variables: Record<string, Json>): Json
}

/** Longest expression that is compiled, in UTF-16 units. */
const LONGEST_EXPRESSION = 4_000
const MOST_COMPILED = 500
const compiled = new Map<string, Expression>()

/**
 * Compiles a CEL expression. Its size, depth, steps and values are bounded, and `matches()` runs in linear time: it may come from anybody.
 * Where `variables` are given, another name is an error at once. Throws EvalError config.
 */
export function compileExpression(cel: string, variables?: readonly string[]): Expression {
  const key = `${variables?.join(',') ?? '*'}/${cel}`
  const known = compiled.get(key)
  if (known) return known
  const expression = compile(cel, variables)
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(key, expression)
  return expression
}

function compile(cel: string, variables: readonly string[] | undefined): Expression {
  if (cel.length > LONGEST_EXPRESSION)
    throw new EvalError('config', `the expression has ${cel.length} characters, expected at most ${LONGEST_EXPRESSION}`)
  const program = parse(expressionEnvironment(variables), cel)
  const meter = meterExpression(expressionNodes(program.ast))
  return {
    evaluate(values) {
      meter.reset()
      try {
        return plain(program(values))
      } catch (error) {
        const cause = meter.stopped() ?? error
        if (EvalError.is(cause)) throw cause
        throw new EvalError('config', `the expression could not be evaluated: ${firstLine(cause)}`, { cause })
      }
    },
  }
}

function parse(environment: Environment, cel: string) {
  try {
    const program = environment.parse(cel)
    replaceMethods(expressionNodes(program.ast))
    const { valid, error } = program.check()
    if (!valid) throw error
    return program
  } catch (error) {
    throw new EvalError('config', `the expression is not CEL: ${firstLine(error)}`, {
      hint: 'as in size(output) > 2 && output.all(x, x.price >= 0)',
      cause: error,
    })
  }
}

function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  return String(value)
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
