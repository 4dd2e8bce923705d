/**
 * Makes every icon from one list of shapes (`iconShapes.mjs`): `node build/icon.mjs`. For the installers icon.svg, icon.png, icon.ico, icon.icns and
 * icons/; for the running app tray/: `.png` for Linux, `.ico` for Windows, `Template.png` for the menu bar of macOS, and the badge of the taskbar.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import { paint, pictures, square, states, tile } from './iconShapes.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Types of an icns file by size and density (Apple's icon services; each holds a PNG). */
const icnsTypes = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 }

/** Every file by its path below build/. */
export function drawIcons() {
  const files = new Map([
    ['icon.svg', Buffer.from(svg())],
    ['icon.png', png(pictures.app, 512)],
    ['icon.ico', ico(pictures.app, [16, 24, 32, 48, 64, 128, 256])],
    ['icon.icns', icns(pictures.mac)],
    ['tray/badge.png', png(pictures.badge, 32)],
  ])
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) files.set(`icons/${size}x${size}.png`, png(pictures.app, size))
  for (const state of states) {
    const name = state === 'plain' ? 'tray' : `tray-${state}`
    files.set(`tray/${name}.png`, png(pictures.tray(state), 24))
    files.set(`tray/${name}@2x.png`, png(pictures.tray(state), 48))
    files.set(`tray/${name}.ico`, ico(pictures.tray(state), [16, 20, 24, 32, 48]))
    files.set(`tray/${name}Template.png`, png(pictures.template(state), 16))
    files.set(`tray/${name}Template@2x.png`, png(pictures.template(state), 32))
  }
  return files
}

function svg() {
  const drawn = tile.map(({ fill, points, circle, rounded }) => {
    if (circle) return `  <circle cx="${circle[0]}" cy="${circle[1]}" r="${circle[2]}" fill="${fill}"/>`
    if (points) return `  <polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}" clip-path="url(#tile)"/>`
    const [left, top, right, bottom, radius] = rounded
    return `  <rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${radius}" fill="${fill}"/>`
  })
  const [left, top, right, bottom, radius] = tile[0].rounded
  const clip = `  <clipPath id="tile"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${radius}"/></clipPath>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${square} ${square}">\n${['  <title>Crowsnest</title>', clip, ...drawn].join('\n')}\n</svg>\n`
}

/** PNG (ISO/IEC 15948): 8-bit RGBA, no filter. */
function png(layers, size) {
  const pixels = paint(layers, size)
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Windows icon: a directory of PNGs, which Windows takes since Vista. */
function ico(layers, sizes) {
  const images = sizes.map((size) => ({ size, bytes: png(layers, size) }))
  const directory = Buffer.alloc(6 + images.length * 16)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(images.length, 4)
  let offset = directory.length
  for (const [index, { size, bytes }] of images.entries()) {
    const at = 6 + index * 16
    directory.writeUInt8(size % 256, at)
    directory.writeUInt8(size % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(bytes.length, at + 8)
    directory.writeUInt32LE(offset, at + 12)
    offset += bytes.length
  }
  return Buffer.concat([directory, ...images.map(({ bytes }) => bytes)])
}

function icns(layers) {
  const drawn = new Map([...new Set(Object.values(icnsTypes))].map((size) => [size, png(layers, size)]))
  const parts = Object.entries(icnsTypes).map(([type, size]) => icnsPart(type, drawn.get(size)))
  return icnsPart('icns', Buffer.concat(parts))
}

function icnsPart(type, bytes) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(8 + bytes.length, 4)
  return Buffer.concat([head, bytes])
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, bytes] of drawIcons()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}
