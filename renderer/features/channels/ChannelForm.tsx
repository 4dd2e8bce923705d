/** What a channel has to be told. Secrets go in and never come out: of one that is kept only that it is. */
import { type FormEvent, useId, useState } from 'react'
import type { KindInfo } from '#shared/catalog.ts'
import type { Channel } from '#shared/channels.ts'
import type { ChannelStanding, ChannelsView } from '#shared/contract/channels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { newRuleId } from '../../stores/ruleDraft.ts'
import { Button } from '../../ui/Button.tsx'
import { missingIn, startingValues } from '../forms/fields.ts'
import { SchemaForm } from '../forms/SchemaForm.tsx'
import { channelFields, channelLabel, secretHelp, secretLabel } from './words.ts'

type Secret = KindInfo['secrets'][number]
/** By name: what was typed; null: to be forgotten. */
type Typed = Readonly<Record<string, string | null>>

type Props = {
  readonly kind: KindInfo
  /** Null for a new one. */
  readonly standing: ChannelStanding | null
  readonly onView: (view: ChannelsView) => void
  readonly onCancel: () => void
}

export function ChannelForm({ kind, standing, onView, onCancel }: Props) {
  const id = useId()
  const fields = channelFields(kind)
  const [name, setName] = useState(standing?.channel.name ?? channelLabel(kind))
  const [options, setOptions] = useState<Readonly<Record<string, unknown>>>(standing?.channel.options ?? startingValues(fields))
  const [typed, setTyped] = useState<Typed>({})
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const kept = standing?.secrets ?? []
    const lacking = kind.secrets
      .filter((secret) => secret.required && (typed[secret.name] === null || (!typed[secret.name] && !kept.includes(secret.name))))
      .map((secret) => secretLabel(kind.id, secret))
    const missing = [...(name.trim() === '' ? [t('Name')] : []), ...missingIn(fields, options), ...lacking]
    if (missing[0] !== undefined) return setError(t('Say “{what}” first.', { what: missing[0] }))
    const channel: Channel = standing
      ? { ...standing.channel, name: name.trim(), options: { ...options } }
      : { version: 1, id: newRuleId().replace(/^r/, 'c'), kind: kind.id, name: name.trim(), enabled: true, options: { ...options } }
    const secrets = Object.fromEntries(
      Object.entries(typed).flatMap(([key, value]) => (value === '' ? [] : [[key, value?.trim() ?? null]])),
    )
    setBusy(true)
    try {
      onView(await client['channels.save']({ channel, secrets }))
    } catch (thrown) {
      setError(sentenceOf(thrown))
      setBusy(false)
    }
  }
  return (
    <form className="channel-form" onSubmit={(event) => void save(event)}>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('Name')}</label>
        <input id={`${id}-name`} className="input" maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
      </div>
      {fields.length > 0 && <SchemaForm fields={fields} values={options} onChange={setOptions} />}
      {kind.secrets.map((secret) => (
        <SecretField
          key={secret.name}
          kind={kind.id}
          secret={secret}
          kept={standing?.secrets.includes(secret.name) ?? false}
          value={typed[secret.name]}
          onValue={(value) =>
            setTyped(({ [secret.name]: _, ...others }) => (value === undefined ? others : { ...others, [secret.name]: value }))
          }
        />
      ))}
      {error !== null && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <span className="channel-actions">
        <Button kind="primary" type="submit" disabled={busy}>
          {t('Save')}
        </Button>
        <Button onClick={onCancel}>{t('Cancel')}</Button>
      </span>
    </form>
  )
}

type SecretProps = {
  readonly kind: string
  readonly secret: Secret
  readonly kept: boolean
  /** Undefined: as it is; null: to be forgotten. */
  readonly value: string | null | undefined
  readonly onValue: (value: string | null | undefined) => void
}

function SecretField({ kind, secret, kept, value, onValue }: SecretProps) {
  const id = useId()
  const label = secretLabel(kind, secret)
  const asIs = kept && value === undefined
  return (
    <div className="field">
      <label htmlFor={asIs || value === null ? undefined : id}>
        {label}
        {!secret.required && <span className="faint"> {t('(optional)')}</span>}
      </label>
      {asIs || value === null ? (
        <span className="secret-kept">
          <span className={asIs ? 'ok' : 'warn'}>{asIs ? t('Kept') : t('Will be forgotten')}</span>
          <Button aria-label={t('Replace {what}', { what: label })} onClick={() => onValue('')}>
            {t('Replace')}
          </Button>
          {asIs ? (
            <Button aria-label={t('Forget {what}', { what: label })} onClick={() => onValue(null)}>
              {t('Forget')}
            </Button>
          ) : (
            <Button onClick={() => onValue(undefined)}>{t('Keep it')}</Button>
          )}
        </span>
      ) : (
        <input
          id={id}
          className="input mono"
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={4000}
          value={value ?? ''}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
      <p className="help">{secretHelp(kind, secret)}</p>
    </div>
  )
}
