/** What is wrong with a pack, in the host's sentences. */
import { tn } from '../../i18n/t.ts'

export function Problems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null
  return (
    <div className="pack-problems">
      <p className="bad">{tn(problems.length, 'One thing is wrong with it:', '{n} things are wrong with it:')}</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  )
}
