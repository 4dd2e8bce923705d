/** Only files of the window's own folder are handed out. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPageFile } from '#platform/pageFiles.ts'
import { contentSecurityPolicy, contentTypeOf } from '#platform/pageHeaders.ts'

const folder = mkdtempSync(join(tmpdir(), 'crowsnest-pages-'))
const pages = join(folder, 'pages')
mkdirSync(join(pages, 'assets'), { recursive: true })
writeFileSync(join(pages, 'index.html'), 'page')
writeFileSync(join(pages, '.stamp'), 'hidden')
writeFileSync(join(pages, 'assets/a b.js'), 'script')
writeFileSync(join(folder, 'secret'), 'secret')

describe('readPageFile', () => {
  test('finds the page at the root and files by name', async () => {
    expect(text(await readPageFile(pages, '/'))).toBe('page')
    expect(text(await readPageFile(pages, '/assets/a%20b.js'))).toBe('script')
  })

  test.each(['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/assets/../../secret', '/.stamp', '/assets', '/none', '/%', '//etc/passwd'])(
    'hands out nothing for %s',
    async (path) => {
      expect(await readPageFile(pages, path)).toBeNull()
    },
  )
})

describe('page headers', () => {
  test('allow no script, style or connection but our own', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*/)
  })

  test('call what is not known bytes', () => {
    expect(contentTypeOf('/x/index.html')).toMatch(/^text\/html/)
    expect(contentTypeOf('/x/thing.exe')).toBe('application/octet-stream')
  })
})

const text = (file: { bytes: Uint8Array } | null) => new TextDecoder().decode(file?.bytes)
