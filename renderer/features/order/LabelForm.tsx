/** The user's own word about one account: a name, its owner, what it is, and on which chains. */
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { type Label, type LabelRole, labelRoles } from '#shared/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { roleWords } from '../../i18n/words.ts'
import { useChainName } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'

type Props = {
  readonly chainId: number
  readonly address: string
  /** What to begin with. */
  readonly label: Label | null
  onDone(): void
}

export function LabelForm({ chainId, address, label, onDone }: Props) {
  const id = useId()
  const chain = useChainName(chainId)
  const [name, setName] = useState(label?.name ?? '')
  const [entity, setEntity] = useState(label?.entity ?? '')
  const [role, setRole] = useState<LabelRole>(label?.role ?? 'watched')
  const [everywhere, setEverywhere] = useState(label ? label.chainId === null : true)
  const [error, setError] = useState<string | null>(null)

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setError(t('Type a name first.'))
    client['labels.set']({ chainId: everywhere ? null : chainId, address, name: name.trim(), entity: entity.trim() || null, role }).then(
      onDone,
      (thrown) => setError(sentenceOf(thrown)),
    )
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onDone()
  }
  return (
    <form className="label-form" onSubmit={save} onKeyDown={keys}>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('Name')}</label>
        <input
          id={`${id}-name`}
          ref={focusOnce}
          className="input"
          maxLength={120}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-entity`}>{t('Owner, where several addresses are one’s')}</label>
        <input id={`${id}-entity`} className="input" maxLength={80} value={entity} onChange={({ target }) => setEntity(target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-role`}>{t('What it is')}</label>
        <select id={`${id}-role`} className="input" value={role} onChange={({ target }) => setRole(target.value as LabelRole)}>
          {labelRoles.map((each) => (
            <option key={each.id} value={each.id}>
              {roleWords(each.id)}
            </option>
          ))}
        </select>
      </div>
      <label className="label-form-scope">
        <input type="checkbox" checked={everywhere} onChange={({ target }) => setEverywhere(target.checked)} />
        {t('On every chain, not only {chain}', { chain })}
      </label>
      {error !== null && <p className="form-error">{error}</p>}
      <span className="label-form-actions">
        <Button kind="primary" type="submit">
          {t('Save')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </span>
    </form>
  )
}

/** The user asked for this form just now: the first field is where the next key belongs. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
