/** The evidence ladder as five rungs. The level is written beside it: the picture alone says nothing. */
import './ui.css'

const rungs = [1, 2, 3, 4, 5] as const

export function Ladder({ level }: { level: number }) {
  return (
    <span className="ladder" aria-hidden="true">
      {rungs.map((rung) => (
        <i key={rung} className={rung <= level ? 'on' : undefined} />
      ))}
    </span>
  )
}
