/** The icons in the tree are the ones that the script draws, and are what each system asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { drawIcons } from '../../build/icon.mjs'
import { projectRoot } from '../support/machine.mjs'

const folder = join(projectRoot, 'build')
let drawn: Map<string, Buffer>
beforeAll(() => {
  drawn = drawIcons()
})

describe('icons', () => {
  test('are the same as the script draws them', () => {
    for (const [path, bytes] of drawn) {
      const kept = readFileSync(join(folder, path))
      expect(picturesIn(kept), path).toEqual(picturesIn(bytes))
      expect(path.endsWith('.svg') ? kept.equals(bytes) : picturesIn(bytes).length > 0, path).toBe(true)
    }
  })

  test('are all there, and no others', () => {
    const names = (sub: string) => readdirSync(join(folder, sub)).map((name) => `${sub}/${name}`)
    const expected = [...drawn.keys()].filter((path) => path.includes('/'))
    expect([...names('icons'), ...names('tray')].sort()).toEqual(expected.sort())
  })

  test('come in the sizes that installers and trays ask for', () => {
    const sizes = (path: string) => picturesIn(drawn.get(path) ?? Buffer.alloc(0)).map(({ width }) => width)
    expect(sizes('icon.ico')).toEqual([16, 24, 32, 48, 64, 128, 256])
    expect(sizes('icon.icns').sort((a, b) => a - b)).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024])
    expect(sizes('icon.png')).toEqual([512])
    expect(sizes('tray/tray@2x.png')).toEqual([48])
    expect(sizes('tray/trayTemplate.png')).toEqual([16])
  })

  test('are told apart in the tray, and the template holds nothing but black', () => {
    const [plain, unread, paused] = ['tray', 'tray-unread', 'tray-paused'].map((name) => drawn.get(`tray/${name}.png`)?.toString('hex'))
    expect(new Set([plain, unread, paused]).size).toBe(3)
    for (const name of ['trayTemplate', 'tray-unreadTemplate', 'tray-pausedTemplate']) {
      const [picture] = picturesIn(drawn.get(`tray/${name}.png`) ?? Buffer.alloc(0))
      const pixels = Buffer.from(picture?.pixels ?? '', 'hex')
      let seen = 0
      for (let at = 0; at < pixels.length; at++) {
        // Each row begins with the number of its filter, which is none.
        const within = (at % (16 * 4 + 1)) - 1
        if (within % 4 === 3 && (pixels[at] ?? 0) > 0) seen++
        else if (within % 4 !== 3) expect(pixels[at]).toBe(0)
      }
      expect(seen).toBeGreaterThan(20)
    }
  })
})

/** Every PNG in a file, unpacked: compressors differ from machine to machine, pictures do not. */
function picturesIn(bytes: Buffer): { width: number; height: number; pixels: string }[] {
  const found: { width: number; height: number; pixels: string }[] = []
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 8)) {
    const parts: Buffer[] = []
    let chunk = at + 8
    let type = ''
    while (type !== 'IEND') {
      type = bytes.toString('latin1', chunk + 4, chunk + 8)
      const length = bytes.readUInt32BE(chunk)
      if (type === 'IDAT') parts.push(bytes.subarray(chunk + 8, chunk + 8 + length))
      chunk += 12 + length
    }
    const pixels = inflateSync(Buffer.concat(parts)).toString('hex')
    found.push({ width: bytes.readUInt32BE(at + 16), height: bytes.readUInt32BE(at + 20), pixels })
  }
  return found
}
