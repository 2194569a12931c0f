import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { REPORTS_PATH } from './reports-path.ts'
import { serveReports } from './serve-reports.ts'

test('a report is served to who knows its path, and nothing else is', async () => {
  const results = mkdtempSync(join(tmpdir(), 'taskbench-reports-'))
  mkdirSync(join(results, 'default/run-1'), { recursive: true })
  writeFileSync(join(results, 'default/run-1/report.html'), '<p>the comparison</p>')
  writeFileSync(join(results, 'secret.txt'), 'secret')
  const reports = serveReports(results)
  const server = createServer((request, response) => {
    request.url = request.url?.slice(REPORTS_PATH.length - 1)
    reports.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    rmSync(results, { recursive: true })
  })
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    return [response.status, await response.text()]
  }
  const path = `${reports.path}/default/run-1`
  expect(await get(path)).toEqual([200, '<p>the comparison</p>'])
  expect(await get(`${reports.path}/default/run-2`)).toEqual([
    404,
    'The comparison is written when the run has ended. Load this page again then.',
  ])
  for (const wrong of [
    `${REPORTS_PATH}guess/default/run-1`,
    `${path}/more`,
    path.replace('default/run-1', '..%2f..%2fsecret.txt/x'),
    REPORTS_PATH,
  ]) {
    expect((await get(wrong))[0]).toBe(404)
  }
})
