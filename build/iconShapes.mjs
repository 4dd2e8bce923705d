/** What the icons are made of: shapes in a square of 512, painted in order onto pixels of any size, without a drawing library. */

/** Samples a pixel and direction: smooth edges. Small pictures need more of them. */
const samplesAt = (size) => (size <= 64 ? 8 : 4)
export const square = 512

/** The whole icon: polygons and circles, painted in this order on the first one, a rounded tile, which cuts off what lies outside. */
export const tile = [
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

/** What stays of it in one colour, larger: light, mast and nest without the tile. For the menu bar of macOS, which colours it itself. */
const glyph = tile
  .slice(2)
  .filter(({ fill }) => fill !== '#123f57')
  .map((shape) => ({ ...scaled(shape, 1.3, [256, 290]), fill: '#000000' }))

const marks = {
  plain: [],
  unread: [
    { cut: true, circle: [392, 392, 128] },
    { fill: '#e5484d', circle: [392, 392, 100] },
  ],
  paused: [
    { cut: true, circle: [392, 392, 128] },
    { fill: '#f4c95d', rounded: [316, 296, 372, 488, 20] },
    { fill: '#f4c95d', rounded: [412, 296, 468, 488, 20] },
  ],
}
export const states = Object.keys(marks)

/** Pictures by what they are for; each is a list of layers. A layer that cuts takes away what lies below it. */
export const pictures = {
  app: tile,
  /** macOS leaves a margin of a tenth around the tile (824 of 1024). */
  mac: tile.map((shape) => scaled(shape, 824 / 960, [256, 256])),
  tray: (state) => [...tile, ...marks[state]],
  template: (state) => [...glyph, ...marks[state].map((mark) => (mark.cut ? mark : { ...mark, fill: '#000000' }))],
  badge: [{ fill: '#e5484d', circle: [256, 256, 240] }],
}

function scaled(shape, factor, [cx, cy]) {
  const at = ([x, y]) => [cx + (x - cx) * factor, cy + (y - cy) * factor]
  if (shape.points) return { ...shape, points: shape.points.map(at) }
  if (shape.circle) return { ...shape, circle: [...at(shape.circle), shape.circle[2] * factor] }
  const [left, top, right, bottom, radius] = shape.rounded
  return { ...shape, rounded: [...at([left, top]), ...at([right, bottom]), radius * factor] }
}

/**
 * @param {readonly object[]} layers one of `pictures`
 * @param {number} size in pixels
 * @returns {Buffer} 8-bit RGBA, row by row
 */
export function paint(layers, size) {
  const pixels = Buffer.alloc(size * size * 4)
  const clip = layers[0]?.rounded ? layers[0] : null
  const known = layers.map((shape) => ({ shape, box: boxOf(shape), color: colorOf(shape) }))
  const samples = samplesAt(size)
  const scale = square / size
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const near = known.filter(({ box }) => touches(box, x * scale, y * scale, scale))
      if (near.length > 0) pixels.set(pixel(near, clip, x, y, scale, samples), (y * size + x) * 4)
    }
  }
  return pixels
}

function pixel(near, clip, x, y, scale, samples) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < samples * samples; i++) {
    const at = [(x + ((i % samples) + 0.5) / samples) * scale, (y + (Math.floor(i / samples) + 0.5) / samples) * scale]
    const color = colorAt(near, clip, at)
    if (color === null) continue
    for (let part = 0; part < 3; part++) sum[part] += color[part]
    sum[3]++
  }
  if (sum[3] === 0) return [0, 0, 0, 0]
  return [sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3], (255 * sum[3]) / samples ** 2].map(Math.round)
}

/** The topmost layer there; null where there is none, or where it cuts. What is painted after a cut is no part of the tile, and not cut off by it. */
function colorAt(near, clip, at) {
  const top = near.findLast(({ shape }) => contains(shape, at))
  if (top === undefined || top.shape.cut) return null
  const marked = near.some(({ shape }) => shape.cut && contains(shape, at))
  return clip === null || marked || contains(clip, at) ? top.color : null
}

const colorOf = ({ fill }) => (fill ? [1, 3, 5].map((from) => Number.parseInt(fill.slice(from, from + 2), 16)) : null)

function boxOf({ points, circle, rounded }) {
  if (circle) return [circle[0] - circle[2], circle[1] - circle[2], circle[0] + circle[2], circle[1] + circle[2]]
  if (rounded) return rounded
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

const touches = ([left, top, right, bottom], x, y, width) => x + width >= left && x <= right && y + width >= top && y <= bottom

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
