import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { inlinePage } from './single-file.ts'

const PAGE =
  '<!doctype html><html><head><meta charset="utf-8" /><script type="module" crossorigin src="/a.js"></script><link rel="stylesheet" crossorigin href="/a.css"></head><body><div id="app"></div></body></html>'

it('puts script and style into the page and allows them by hash', () => {
  const page = inlinePage(PAGE, 'run("$&")', 'a{}')
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
  expect(page).toContain('<style>a{}</style>')
  expect(page).toContain('<script type="module">run("$&")</script>')
  expect(page).toContain(`script-src 'sha256-${hash('run("$&")')}'; style-src 'sha256-${hash('a{}')}'`)
  expect(page).not.toMatch(/src="\/a\.js"|href="\/a\.css"/)
})

it('keeps text in the script from ending it', () => {
  const page = inlinePage(PAGE, 'x = "</script><!--"', '')
  expect(page).toContain(String.raw`<script type="module">x = "<\/script>\x3C!--"</script>`)
})
