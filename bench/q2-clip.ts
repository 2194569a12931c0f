import { chromium } from 'playwright-core'
const [, , file, x, y, w, h, out] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] })
const p = await b.newPage({ viewport: { width: Number(w), height: Number(h) } })
await p.setContent(
  `<body style="margin:0"><div style="width:${w}px;height:${h}px;overflow:hidden;position:relative"><img id=i style="position:absolute;left:-${x}px;top:-${y}px" src="data:image/png;base64,${(await import('node:fs')).readFileSync(file!).toString('base64')}"></div>`,
)
await p.waitForFunction('document.getElementById("i").complete')
await p.screenshot({ path: out })
await b.close()
