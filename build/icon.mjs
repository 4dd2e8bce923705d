/** Draws the icon once, as build/icon.svg and build/icon.png, from one list of shapes: a lookout's nest on its mast, under a light. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

const folder = fileURLToPath(new URL('.', import.meta.url))
const size = 512
/** Samples a pixel and direction: smooth edges without a drawing library. */
const samples = 4

/** Polygons and circles in a square of 512, painted in this order. */
const shapes = [
  { fill: '#0b2a3c', rounded: [16, 16, 496, 496, 112] },
  {
    fill: '#123f57',
    points: [
      [256, 118],
      [520, 318],
      [520, 520],
      [-8, 520],
      [-8, 318],
    ],
  },
  { fill: '#f4c95d', circle: [256, 118, 34] },
  {
    fill: '#e9f1f4',
    points: [
      [244, 150],
      [268, 150],
      [268, 470],
      [244, 470],
    ],
  },
  {
    fill: '#e9f1f4',
    points: [
      [132, 232],
      [380, 232],
      [380, 262],
      [132, 262],
    ],
  },
  {
    fill: '#e9f1f4',
    points: [
      [152, 262],
      [360, 262],
      [326, 372],
      [186, 372],
    ],
  },
  {
    fill: '#123f57',
    points: [
      [188, 284],
      [220, 284],
      [226, 350],
      [206, 350],
    ],
  },
  {
    fill: '#123f57',
    points: [
      [240, 284],
      [272, 284],
      [268, 350],
      [244, 350],
    ],
  },
  {
    fill: '#123f57',
    points: [
      [324, 284],
      [292, 284],
      [286, 350],
      [306, 350],
    ],
  },
]

writeFileSync(join(folder, 'icon.svg'), svg())
writeFileSync(join(folder, 'icon.png'), png())

function svg() {
  const drawn = shapes.map(({ fill, points, circle, rounded }) => {
    if (circle) return `  <circle cx="${circle[0]}" cy="${circle[1]}" r="${circle[2]}" fill="${fill}"/>`
    if (points) return `  <polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}" clip-path="url(#tile)"/>`
    const [left, top, right, bottom, radius] = rounded
    return `  <rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${radius}" fill="${fill}"/>`
  })
  const [left, top, right, bottom, radius] = shapes[0].rounded
  const clip = `  <clipPath id="tile"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${radius}"/></clipPath>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">\n${['  <title>Crowsnest</title>', clip, ...drawn].join('\n')}\n</svg>\n`
}

/** PNG (ISO/IEC 15948): 8-bit RGBA, no filter. */
function png() {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) rows.set(pixel(x, y), y * (size * 4 + 1) + 1 + x * 4)
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

function pixel(x, y) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < samples * samples; i++) {
    const at = [x + ((i % samples) + 0.5) / samples, y + (Math.floor(i / samples) + 0.5) / samples]
    const color = colorAt(at)
    if (color === null) continue
    for (let part = 0; part < 3; part++) sum[part] += color[part]
    sum[3]++
  }
  if (sum[3] === 0) return [0, 0, 0, 0]
  return [sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3], (255 * sum[3]) / samples ** 2].map(Math.round)
}

function colorAt(point) {
  if (!contains(shapes[0], point)) return null
  const top = shapes.findLast((shape) => contains(shape, point))
  return [1, 3, 5].map((from) => Number.parseInt(top.fill.slice(from, from + 2), 16))
}

function contains({ points, circle, rounded }, [x, y]) {
  if (circle) return Math.hypot(x - circle[0], y - circle[1]) <= circle[2]
  if (rounded) {
    const [left, top, right, bottom, radius] = rounded
    const beyond = (value, low, high) => Math.max(low + radius - value, value - (high - radius), 0)
    return Math.hypot(beyond(x, left, right), beyond(y, top, bottom)) <= radius
  }
  let inside = false
  points.forEach(([ax, ay], index) => {
    const [bx, by] = points.at(index - 1)
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside
  })
  return inside
}
