import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

const ACTION = resolve(import.meta.dirname, '../.github/actions/taskbench')

/** A folder in which a script of the action runs; `gh` and `taskbench` there are stand-ins that note how they were called. */
function place(commands: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'taskbench-action-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'bin'))
  for (const [name, body] of Object.entries(commands)) {
    writeFileSync(join(root, 'bin', name), `#!/usr/bin/env bash\nprintf '%s\\n' "${name} $*" >> "$CALLS"\n${body}\n`)
    chmodSync(join(root, 'bin', name), 0o755)
  }
  const file = (name: string): string => (existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : '')
  return {
    root,
    calls: () => file('calls').split('\n').slice(0, -1),
    outputs: () => file('outputs'),
    env: () => file('env'),
    run(script: string, env: Record<string, string>) {
      const { status, stdout, stderr } = spawnSync('bash', [join(ACTION, script)], {
        cwd: root,
        encoding: 'utf8',
        env: {
          PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
          CALLS: join(root, 'calls'),
          GITHUB_OUTPUT: join(root, 'outputs'),
          GITHUB_ENV: join(root, 'env'),
          GITHUB_REPOSITORY: 'owner/project',
          RUNNER_TEMP: root,
          ...env,
        },
      })
      return { status, text: stdout + stderr }
    },
  }
}

describe('the script that updates the comment', () => {
  const at = (answer: string, text = '<!-- taskbench:evals -->\n## fine\n`$(touch pwned)`\n') => {
    const there = place({ gh: `case "$*" in *--paginate*) ${answer};; esac` })
    writeFileSync(join(there.root, 'comment.md'), text)
    return { ...there, ended: there.run('update-comment.sh', { TB_COMMENT_FILE: 'comment.md', TB_PULL: '7' }) }
  }

  it('adds the comment where there is none', () => {
    const { ended, calls, root } = at('true')
    expect(ended).toEqual({ status: 0, text: '' })
    expect(calls()).toHaveLength(2)
    expect(calls()[1]).toBe('gh api --silent --method POST repos/owner/project/issues/7/comments -F body=@comment.md')
    expect(existsSync(join(root, 'pwned'))).toBe(false)
  })

  it('updates the one that is there, the first of several', () => {
    const { ended, calls } = at("printf '41\\n42\\n'")
    expect(ended.status).toBe(0)
    expect(calls()).toHaveLength(2)
    expect(calls()[0]).toContain('.user.login == "github-actions[bot]" and (.body | startswith(env.TB_MARK))')
    expect(calls()[1]).toBe('gh api --silent --method PATCH repos/owner/project/issues/comments/41 -F body=@comment.md')
  })

  it('adds none where it could not be looked up', () => {
    const { ended, calls } = at('exit 4')
    expect(ended.status).toBe(4)
    expect(calls()).toHaveLength(1)
  })

  it('refuses a file without the mark, one that is too long, and what is no pull request', () => {
    expect(at('true', '<!-- taskbench:x --><b>\n').ended).toMatchObject({
      status: 2,
      text: expect.stringContaining('is no comment of taskbench'),
    })
    expect(at('true', `<!-- taskbench:x -->\n${'x'.repeat(65_536)}`).ended).toMatchObject({
      status: 2,
      text: expect.stringContaining('longer than GitHub takes'),
    })
    const there = place({ gh: 'true' })
    writeFileSync(join(there.root, 'comment.md'), '<!-- taskbench:evals -->\n')
    expect(there.run('update-comment.sh', { TB_COMMENT_FILE: 'comment.md', TB_PULL: '7/../8' }).status).toBe(2)
    expect(there.calls()).toEqual([])
  })
})

describe('the script that finds the baseline', () => {
  const env = { TB_BASELINE: 'artifact', TB_ARTIFACT: 'taskbench-baseline', TB_BRANCH: 'main' }
  const listing = (gh: string) => `case "$*" in api*) ${gh};; esac`

  it('fetches the newest artifact of the default branch and names its file', () => {
    const there = place({ gh: listing('echo 99') })
    expect(there.run('find-baseline.sh', env).status).toBe(0)
    expect(there.calls().at(-1)).toBe(
      `gh run download 99 --repo owner/project --name taskbench-baseline --dir ${there.root}/taskbench-baseline`,
    )
    expect(there.env()).toBe(`TASKBENCH_BASELINE=${there.root}/taskbench-baseline/main.json\n`)
  })

  it.skipIf(spawnSync('jq', ['--version']).status !== 0)('takes none of a fork, an expired one or another branch', () => {
    const of = (id: number, over: object) => ({
      expired: false,
      created_at: `2026-11-0${id}`,
      ...over,
      workflow_run: {
        id,
        head_branch: 'main',
        repository_id: 1,
        head_repository_id: 1,
        ...(over as { workflow_run?: object }).workflow_run,
      },
    })
    const artifacts = [
      of(1, {}),
      of(2, {}),
      of(3, { expired: true }),
      of(4, { workflow_run: { head_branch: 'other' } }),
      of(5, { workflow_run: { head_repository_id: 2 } }),
    ]
    // gh reads `--jq` as jq does.
    const there = place({ gh: listing(`jq -r "\${@: -1}" "$RUNNER_TEMP/artifacts.json"`) })
    writeFileSync(join(there.root, 'artifacts.json'), JSON.stringify({ artifacts }))
    expect(there.run('find-baseline.sh', env).status).toBe(0)
    expect(there.calls().at(-1)).toContain('gh run download 2 ')
  })

  it('goes on without one, and says why', () => {
    const none = place({ gh: listing('true') })
    expect(none.run('find-baseline.sh', env)).toMatchObject({ status: 0, text: 'no baseline of main has been kept yet\n' })
    const refused = place({ gh: listing('exit 1') })
    expect(refused.run('find-baseline.sh', env)).toMatchObject({
      status: 0,
      text: expect.stringContaining('does the job have actions: read?'),
    })
    const gone = place({ gh: `${listing('echo 99')}; [[ "$1" != run ]]` })
    expect(gone.run('find-baseline.sh', env)).toMatchObject({ status: 0, text: '::warning::the baseline of run 99 could not be fetched\n' })
    expect([none, refused, gone].map((each) => each.env())).toEqual(['', '', ''])
    expect(none.run('find-baseline.sh', { ...env, TB_ARTIFACT: 'a&b=c' }).status).toBe(2)
  })

  it('takes a file that is named', () => {
    const there = place({ gh: 'true' })
    writeFileSync(join(there.root, 'base.json'), '{}')
    expect(there.run('find-baseline.sh', { ...env, TB_BASELINE: 'base.json' }).status).toBe(0)
    expect(there.env()).toBe(`TASKBENCH_BASELINE=${there.root}/base.json\n`)
    expect(there.calls()).toEqual([])
  })
})

describe('the script that runs the evaluations', () => {
  const env = {
    TB_COMMAND: 'taskbench',
    TB_FILTERS: '',
    TB_ARGUMENTS: '',
    TB_BUDGET: '',
    TB_SHARD: '',
    TB_RUN_ID: 'gh-5',
    TB_MERGE: 'false',
    TB_COMMENT_NAME: 'evals',
    TB_SET_BASELINE: 'false',
  }
  const exitsWith = (code: number) => `printf '%s\\n' "id $TASKBENCH_RUN_ID" >> "$CALLS"; case "$1" in run) exit ${code};; esac`

  it('ends well and leaves how the run ended as an output, with the comment', () => {
    const there = place({ taskbench: exitsWith(1) })
    expect(
      there.run('run.sh', {
        ...env,
        TB_FILTERS: 'evals/*  other',
        TB_BUDGET: '2',
        TB_ARGUMENTS: '--reporter=junit\n--outputFile=junit.xml\n',
      }).status,
    ).toBe(0)
    expect(there.calls().filter((line) => line.startsWith('taskbench'))).toEqual([
      'taskbench run evals/* other --budget 2 -- --reporter=default --reporter=junit --outputFile=junit.xml',
      'taskbench github comment latest --name evals --out taskbench-comment.md',
    ])
    expect(there.outputs()).toBe(`exit-code=1\ncomment-file=${there.root}/taskbench-comment.md\n`)
  })

  it('one shard is run as a part, under the id of all, and shows nothing', () => {
    const there = place({ taskbench: exitsWith(0) })
    expect(there.run('run.sh', { ...env, TB_SHARD: '1/4', TB_SET_BASELINE: 'true' }).status).toBe(0)
    expect(there.calls()).toEqual([
      'taskbench run -- --reporter=default --shard=1/4 --reporter=blob --outputFile.blob=taskbench-blobs/blob-1-4.json',
      'id gh-5',
    ])
    expect(there.outputs()).toBe('shard-artifact=taskbench-shard-1-4\nexit-code=0\n')
    expect(there.run('run.sh', { ...env, TB_SHARD: '1/4;ls' }).status).toBe(2)
  })

  it('a merge asks nothing, and a run that ended is kept as the baseline where that is wanted', () => {
    const there = place({ taskbench: exitsWith(1) })
    expect(there.run('run.sh', { ...env, TB_MERGE: 'true', TB_SET_BASELINE: 'true' }).status).toBe(0)
    expect(there.calls().filter((line) => line.startsWith('taskbench'))).toEqual([
      'taskbench run -- --reporter=default --merge-reports=taskbench-blobs',
      'taskbench github comment latest --name evals --out taskbench-comment.md',
      'taskbench baseline set latest --name main',
    ])
    expect(there.outputs()).toContain(`baseline-file=${there.root}/baselines/main.json\n`)
  })

  it('a run that did not begin or is incomplete is no baseline', () => {
    for (const code of [2, 3, 4, 5, 130]) {
      const there = place({ taskbench: exitsWith(code) })
      expect(there.run('run.sh', { ...env, TB_SET_BASELINE: 'true' }).status).toBe(0)
      expect(there.calls().join('\n')).not.toContain('baseline set')
      expect(there.outputs()).toContain(`exit-code=${code}\n`)
      expect(there.outputs().includes('comment-file')).toBe(code !== 2 && code !== 5)
    }
  })
})
