import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../records/testing/hostile-texts.ts'
import { withoutCommands, workflowCommand } from './workflow-command.ts'

describe('annotations for GitHub', () => {
  it('names the place and escapes what would end a property or the command', () => {
    const place = { file: 'evals/a,b.task.yaml', line: 3, column: 5, title: 'gate: f1 ≥ 0.8' }
    expect(workflowCommand('error', place, '50 % wrong\n::set-output name=x::y\r')).toBe(
      '::error file=evals/a%2Cb.task.yaml,line=3,col=5,title=gate%3A f1 ≥ 0.8::50 %25 wrong%0A::set-output name=x::y␍',
    )
    expect(workflowCommand('warning', { file: 'a.yaml' }, 'x')).toBe('::warning file=a.yaml::x')
  })

  it('is one line without control characters, whatever the texts hold', () => {
    for (const text of [...HOSTILE_TEXTS, 'x'.repeat(100_000)]) {
      const line = workflowCommand('error', { file: text, title: text }, text)
      expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202e]/)
      expect(line.length).toBeLessThan(320_000)
      expect(line.replace(/^::error file=[^:,]*,title=[^:,]*::/, '')).not.toBe(line)
    }
  })
})

/** What GitHub's runner takes for a command: a line that begins with two colons, or what follows the mark of an older form. */
const isCommand = (line: string): boolean => /^\s*::/.test(line) || line.includes('##[')

describe('text without commands', () => {
  it('leaves other text as it is', () => {
    for (const text of ['', 'a::b', 'std::vector', '# heading [x]', 'a\nb']) expect(withoutCommands(text)).toBe(text)
  })

  it('holds no command in any line, and reads the same', () => {
    const piece = fc.constantFrom('::', ':', '##[', '#', '[', 'add-mask', '\n', ' ', '\t', '::error::x')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        const quiet = withoutCommands(text)
        expect(quiet.split('\n').filter(isCommand)).toEqual([])
        expect(quiet.replaceAll('\u200b', '')).toBe(text)
      }),
    )
  })
})
