/** The icons of the window, drawn on a 16-unit grid with one stroke. */

const paths = {
  arrowLeft: 'M13 8H3M6.5 4.5 3 8l3.5 3.5',
  arrowRight: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
  swap: 'M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  flame:
    'M8 2.2c.6 2.5 3.7 3.8 3.7 7.1A3.7 3.7 0 0 1 8 13.2a3.7 3.7 0 0 1-3.7-3.9c0-1.5.8-2.3 1.4-3.1.3.9.8 1.3 1.3 1.5C6.8 5.7 7 3.7 8 2.2Z',
  wrap: 'M8 2.3 13 5v6l-5 2.7L3 11V5zM3 5l5 2.8L13 5M8 7.8v5.9',
  unwrap: 'M3 7v4l5 2.7L13 11V7M8 10V2.5M5.5 5 8 2.5 10.5 5',
  dot: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6Z',
  lock: 'M4.5 7.2h7v5.8h-7zM5.9 7.2V5.3a2.1 2.1 0 0 1 4.2 0v1.9',
  undo: 'M6 3.5 3 6.5l3 3M3.3 6.5H9.5a3.3 3.3 0 0 1 0 6.6H6.5',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8ZM10 10l3.3 3.3',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.8',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.3 12.3 8 5 12.7z',
  chevronDown: 'M4 6.2 8 10.2 12 6.2',
  chevronUp: 'M4 9.8 8 5.8 12 9.8',
  download: 'M8 2.8v7M5 7l3 3 3-3M3 13h10',
  external: 'M6.5 3.5H3.5v9h9V9.5M9 3.5h3.5V7M12.5 3.5 7.5 8.5',
  gear: 'M2.5 5h6M12 5h1.5M10.25 3.25a1.75 1.75 0 1 1 0 3.5a1.75 1.75 0 0 1 0-3.5ZM2.5 11H4M7.5 11h6M5.75 9.25a1.75 1.75 0 1 1 0 3.5a1.75 1.75 0 0 1 0-3.5Z',
  bars: 'M3 13V8.5M6.4 13V5M9.7 13V9.5M13 13V3',
  list: 'M2.8 4.2h10.4M2.8 8h10.4M2.8 11.8h10.4',
  warning: 'M8 2.8 14 13H2zM8 6.6v3M8 11.2v.2',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11ZM8 7.3v3.5M8 5.1v.2',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11ZM8 5v3.2l2 1.3',
  retry: 'M13 8a5 5 0 1 1-1.5-3.6M11.7 1.9v2.7H9',
  stop: 'M4.5 4.5h7v7h-7z',
  pulse: 'M1.8 8.3h2.9L6.4 4l3 8 1.7-3.7h3.1',
  catchUp: 'M3.5 4l4 4-4 4M8.5 4l4 4-4 4',
  trash: 'M3 4.5h10M6.5 4.3V2.8h3v1.5M4.3 4.5l.6 8.7h6.2l.6-8.7',
  globe:
    'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11ZM2.5 8h11M8 2.5c2 1.6 2.6 3.4 2.6 5.5S10 11.9 8 13.5C6 11.9 5.4 10.1 5.4 8S6 4.1 8 2.5Z',
  plug: 'M6 2.5v3M10 2.5v3M4.3 5.5h7.4v2a3.7 3.7 0 0 1-7.4 0zM8 11.2v2.5',
  flask: 'M6.3 2.5v4L3.2 12.3a.8.8 0 0 0 .7 1.2h8.2a.8.8 0 0 0 .7-1.2L9.7 6.5v-4M5.3 2.5h5.4M5 9.5h6',
  bell: 'M4.2 11V7.3a3.8 3.8 0 0 1 7.6 0V11l1 1.2H3.2zM6.8 13.8h2.4',
  bank: 'M2.5 6.5 8 3l5.5 3.5zM4 6.5v5M8 6.5v5M12 6.5v5M2.5 13h11',
  supply: 'M8 2.5v6M5.5 6 8 8.5 10.5 6M3 9.5v3h10v-3',
  withdraw: 'M8 9V2.8M5.5 5.2 8 2.8l2.5 2.4M3 9.5v3h10v-3',
  upload: 'M8 10V3M5 6l3-3 3 3M3.5 13h9',
  drop: 'M8 2.5c2.6 3 4 5 4 6.8a4 4 0 0 1-8 0C4 7.5 5.4 5.5 8 2.5Z',
  bolt: 'M9 2 4 9h3.5L7 14l5-7H8.5z',
  layers: 'M8 2.5 13.5 5.5 8 8.5 2.5 5.5zM2.5 8.2 8 11.2l5.5-3M2.5 10.8 8 13.8l5.5-3',
  bridge: 'M2 11.5V6M14 11.5V6M2 9.5c2-3.5 10-3.5 12 0M2 11.5h12M6 7.6v3.9M10 7.6v3.9',
  tag: 'M3 3h4.5L13 8.5 8.5 13 3 7.5zM5.6 5.6v.1',
  user: 'M8 3a2.4 2.4 0 1 1 0 4.8A2.4 2.4 0 0 1 8 3ZM3.5 13c.4-2.4 2-3.6 4.5-3.6s4.1 1.2 4.5 3.6',
  shield: 'M8 2.3 13 4v4c0 3-2.2 4.9-5 5.8C5.2 12.9 3 11 3 8V4z',
  eye: 'M1.8 8c1.6-2.8 3.7-4.2 6.2-4.2S12.6 5.2 14.2 8c-1.6 2.8-3.7 4.2-6.2 4.2S3.4 10.8 1.8 8ZM8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 0 1 0-3.6Z',
  columns: 'M2.8 3.2h10.4v9.6H2.8zM6.3 3.2v9.6M9.7 3.2v9.6',
  pen: 'M3 13l.6-2.6 7-7 2 2-7 7zM9.3 4.7l2 2',
  moon: 'M13.2 9.6A5.6 5.6 0 1 1 6.4 2.8a4.6 4.6 0 0 0 6.8 6.8Z',
  fold: 'M3 4.5h10M3 8h6M3 11.5h3',
} as const

export type IconName = keyof typeof paths

/** Decoration only: the word beside an icon carries the meaning, so it is hidden from screen readers. */
export function Icon({ name, size = 14, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
