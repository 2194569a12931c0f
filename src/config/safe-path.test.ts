import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { safePath } from './safe-path.ts'
import { testFolder } from './testing/test-folder.ts'

function project() {
  const root = testFolder({ 'in/a.txt': '', 'in/deep/b.txt': '' })
  const outside = testFolder({ 'secret.txt': '' })
  const of = (path: string, allowFolders: string[] = [], base = root) => safePath(path, join(base, 'in'), { root: base, allowFolders })
  return { root, outside, of }
}

test('a path is relative to the folder of the file that names it', () => {
  const { root, of } = project()
  expect(of('a.txt')).toBe(join(root, 'in/a.txt'))
  expect(of('../in/deep/./b.txt')).toBe(join(root, 'in/deep/b.txt'))
  expect(of(join(root, 'in/a.txt'))).toBe(join(root, 'in/a.txt'))
  expect(of('..a/...txt')).toBe(join(root, 'in/..a/...txt'))
  expect(of('not/there.txt')).toBe(join(root, 'in/not/there.txt'))
})

test.each([
  ['../../.ssh/id_rsa', /^the path \.\.\/\.\.\/\.ssh\/id_rsa leads out of the project, to \//],
  ['deep/../../../x', /leads out of the project/],
  ['/etc/passwd', /leads out of the project, to \/etc\/passwd$/],
  ['~/x', /begins with ~/],
  ['~root/x', /begins with ~/],
  ['a\0.txt', /^the path holds a NUL character$/],
  ['C:\\Windows\\win.ini', /is written as on Windows/],
  ['c:x', /is written as on Windows/],
  ['\\\\server\\share', /is written as on Windows/],
  ['..\\..\\x', /is written as on Windows/],
])('%s is refused', (path, message) => {
  const { of } = project()
  expect(() => of(path)).toThrow(EvalError)
  expect(() => of(path)).toThrow(message)
})

test('links that lead out are refused, at any step and also where there is nothing yet', () => {
  const { root, outside, of } = project()
  symlinkSync(outside, join(root, 'in/folder'))
  symlinkSync(join(outside, 'secret.txt'), join(root, 'in/file.txt'))
  symlinkSync(join(outside, 'later.txt'), join(root, 'in/dangling.txt'))
  symlinkSync('folder', join(root, 'in/link-to-link'))
  for (const path of ['folder/secret.txt', 'file.txt', 'dangling.txt', 'link-to-link/secret.txt', 'folder/none/x.txt'])
    expect(() => of(path), path).toThrow(`to ${outside}`)
  expect(of('folder/secret.txt', [outside])).toBe(join(root, 'in/folder/secret.txt'))
})

test('links within the project are fine, and a circle of links ends', () => {
  const { root, of } = project()
  symlinkSync('deep', join(root, 'in/shortcut'))
  expect(of('shortcut/b.txt')).toBe(join(root, 'in/shortcut/b.txt'))
  symlinkSync(join(root, 'in/two'), join(root, 'in/one'))
  symlinkSync(join(root, 'in/one'), join(root, 'in/two'))
  expect(of('one')).toBe(join(root, 'in/one'))
})

test('a folder whose name only begins like an allowed one is outside', () => {
  const { root } = project()
  expect(() => safePath('../rootx/a', root, { root, allowFolders: [`${root}/../root`] })).toThrow('leads out of the project')
})

test('a project that is reached through a link is one project by both ways', () => {
  const { root, outside, of } = project()
  symlinkSync(root, join(outside, 'link'))
  const linked = join(outside, 'link')
  expect(of('a.txt', [], linked)).toBe(join(linked, 'in/a.txt'))
  expect(safePath(join(root, 'in/a.txt'), linked, { root: linked, allowFolders: [] })).toBe(join(root, 'in/a.txt'))
})
