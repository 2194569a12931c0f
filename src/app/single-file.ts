import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Keeps script text from ending its element or opening a comment; both are written otherwise in JavaScript's strings and patterns. */
const safeInScript = (code: string): string =>
  code
    .replace(/<\/(script)/gi, '<\\/$1')
    .replaceAll('<!--', '\\x3C!--')
    .replaceAll('\r\n', '\n')

const policy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/** The page with script and style inside and a content security policy that allows these two and nothing else. */
export function inlinePage(html: string, code: string, css: string): string {
  const script = safeInScript(code.trim())
  const style = css.trim()
  const csp = `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}" />`
  return html
    .replace(/\s*<script\b[^>]*\bsrc=[^>]*><\/script>/g, '')
    .replace(/\s*<link\b[^>]*rel="stylesheet"[^>]*>/g, '')
    .replace(/(<meta charset="[^"]*"\s*\/?>)/, (charset) => `${charset}\n    ${csp}`)
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`)
}

/** Vite plugin: the page of the build becomes one file. */
export function singleFile(): Plugin {
  return {
    name: 'taskbench:single-file',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
      const page = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.html'))
      const code = files.filter((file) => file.type === 'chunk').map((chunk) => chunk.code)
      const css = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
      if (page?.type !== 'asset' || code.length !== 1)
        this.error(`Expected one page and one script, found ${Object.keys(bundle).join(', ')}`)
      page.source = inlinePage(
        String(page.source),
        code[0] as string,
        css.map((file) => (file.type === 'asset' ? String(file.source) : '')).join('\n'),
      )
      for (const name of Object.keys(bundle)) if (bundle[name] !== page) delete bundle[name]
    },
  }
}
