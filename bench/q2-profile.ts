import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] })
for (const name of process.argv.slice(2)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const cdp = await page.context().newCDPSession(page)
  await page.goto(pathToFileURL(`/tmp/tb/q2-${name}.html`).href + '#view=tests')
  await page.waitForSelector('html[data-report=ready]')
  await page.waitForSelector('[role=option]')
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
  await cdp.send('Profiler.start')
  const times = await page.evaluate(`(async () => {
    const out = []
    const frame = () => new Promise((r) => requestAnimationFrame(() => setTimeout(r)))
    const set = (sel, value) => { const field = document.querySelector(sel); const proto = field instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype
      Object.getOwnPropertyDescriptor(proto, 'value').set.call(field, value); field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true })) }
    for (const v of ['t','ti','tic','tick','ticket-00','nowhere to be found','','ticket-00','']) { const t = performance.now(); set('input[type=search]', v); const sync = performance.now() - t; await frame(); const f1 = performance.now()-t; await new Promise(r=>setTimeout(r,100)); out.push(v+': sync '+sync.toFixed(0)+' frame '+f1.toFixed(0)) }
    for (const v of ['sim:hasty','','sonnet','']) { const t = performance.now(); set('select[aria-label=Model]', v); const sync = performance.now() - t; await frame(); const f1 = performance.now()-t; await new Promise(r=>setTimeout(r,100)); out.push(v+': sync '+sync.toFixed(0)+' frame '+f1.toFixed(0)) }
    for (const v of [0.1,0.5,0.9,0,0.2,0.6,0.8,0.1,0.3,0.5,0.7,0.9,0]) { const list = document.querySelector('[role=listbox]'); const t = performance.now(); list.scrollTop = list.scrollHeight*v; await frame(); const f1 = performance.now()-t; await new Promise(r=>setTimeout(r,100)); out.push('scroll: frame '+f1.toFixed(0)) }
    out.push('heap MB ' + (performance.memory.usedJSHeapSize/1e6).toFixed(0))
    return out
  })()`)
  const { profile } = (await cdp.send('Profiler.stop')) as any
  const self = new Map<string, number>()
  const byId = new Map(profile.nodes.map((n: any) => [n.id, n]))
  profile.samples.forEach((id: number, i: number) => {
    const n: any = byId.get(id)
    const k = `${n.callFrame.functionName || '(anon)'}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`
    self.set(k, (self.get(k) ?? 0) + profile.timeDeltas[i])
  })
  console.log('==', name, times)
  console.log(
    [...self]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 14)
      .map(([k, v]) => `${(v / 1000).toFixed(0)}ms ${k}`)
      .join('\n'),
  )
  await page.close()
}
await browser.close()
