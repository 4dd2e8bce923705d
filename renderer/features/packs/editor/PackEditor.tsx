/** A pack as it is written: its parts or its file on the left, what it finds in past blocks on the right. Nothing is kept before it is saved. */
import '../../rules/editor.css'
import '../../forms/forms.css'
import './editor.css'
import { useId, useState } from 'react'
import type { Pack } from '#shared/pack.ts'
import { safeName } from '../../../format/address.ts'
import { t, tn } from '../../../i18n/t.ts'
import { say } from '../../../stores/jobs.ts'
import { closePack, editPack, isPackDirty, type PackDraft } from '../../../stores/packDraft.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Problems } from '../Problems.tsx'
import { isTemplate, savePack, usePacks } from '../store.ts'
import { ContractsPart } from './ContractsPart.tsx'
import { DisclosurePart } from './DisclosurePart.tsx'
import { DocumentsPart } from './DocumentsPart.tsx'
import { EditorPart, NumberField, TextField } from './fields.tsx'
import { InvariantsPart } from './InvariantsPart.tsx'
import { JsonPane } from './JsonPane.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { RolesPart } from './RolesPart.tsx'
import { UnitsPart } from './UnitsPart.tsx'
import { useAbis } from './useAbis.ts'
import { useCheck } from './useCheck.ts'
import { VerbsPart } from './VerbsPart.tsx'

export function PackEditor({ draft }: { draft: PackDraft }) {
  const { pack, raw, stored } = draft
  const [pane, setPane] = useState<'parts' | 'json'>(raw === null ? 'parts' : 'json')
  const [refused, setRefused] = useState<string | null>(null)
  const readings = useAbis(pack.contracts)
  const problems = useCheck(draft)
  const standing = usePacks(({ view }) => view?.packs.find((one) => one.pack.id === pack.id) ?? null)
  const isNew = stored === null
  const mayTry = raw === null && problems?.length === 0
  const save = async (enabled: boolean) => {
    // Whoever changes a kept pack makes its next revision.
    const revision = isNew || standing === null || pack.revision > standing.pack.revision ? pack.revision : standing.pack.revision + 1
    const problem = await savePack({ ...pack, name: pack.name.trim(), revision }, enabled)
    setRefused(problem)
    if (problem !== null) return
    closePack()
    say(t('“{name}” is saved.', { name: safeName(pack.name, 60) }))
  }
  return (
    <section className="rule-editor pack-editor" aria-label={t('Pack')}>
      <h1 className="visually-hidden">{t('Packs')}</h1>
      <EditorBar draft={draft} problems={problems} enabled={standing?.enabled ?? false} onSave={(enabled) => void save(enabled)} />
      {refused !== null && (
        <p className="labels-problem bad" role="alert">
          {refused}
        </p>
      )}
      <div className="editor-split">
        <div className="editor-scroll">
          <div className="editor-column">
            <div className="pane-tabs">
              <button type="button" aria-pressed={pane === 'parts'} disabled={raw !== null} onClick={() => setPane('parts')}>
                {t('Parts')}
              </button>
              <button type="button" aria-pressed={pane === 'json'} onClick={() => setPane('json')}>
                {t('JSON')}
              </button>
            </div>
            {problems !== null && !(pane === 'parts' && isUntouched(pack)) && <Problems problems={problems} />}
            {pane === 'json' ? (
              <JsonPane draft={draft} />
            ) : (
              <>
                <About pack={pack} fixed={!isNew} />
                <ContractsPart contracts={pack.contracts} readings={readings} />
                <RolesPart roles={pack.roles} readings={readings} />
                <UnitsPart units={pack.units} contracts={pack.contracts} />
                <VerbsPart pack={pack} readings={readings} />
                <DocumentsPart documents={pack.documents} verbs={pack.verbs} />
                <InvariantsPart pack={pack} />
                <DisclosurePart disclosure={pack.disclosure} />
              </>
            )}
          </div>
        </div>
        <PreviewPanel
          pack={mayTry ? pack : null}
          draft={pack}
          why={raw !== null ? t('The JSON is no pack yet.') : (problems?.[0] ?? null)}
        />
      </div>
    </section>
  )
}

/** A new pack need not be told at once what it lacks. */
const isUntouched = ({ name, contracts }: Pack): boolean => name === '' && Object.keys(contracts).length === 0

/** `fixed`: a kept pack keeps its id; another id would be another pack. */
function About({ pack, fixed }: { pack: Pack; fixed: boolean }) {
  const id = useId()
  return (
    <EditorPart title={t('About')} help={t('What others read who get the file.')}>
      <div className="part-fields">
        {fixed ? (
          <p className="field">
            <span className="muted">{t('Id')}</span> <span className="mono">{pack.id}</span>
          </p>
        ) : (
          <TextField
            label={t('Id')}
            value={pack.id}
            mono
            most={40}
            problem={/^[a-z][a-z0-9-]{0,39}$/.test(pack.id) ? null : t('1 to 40 small letters, digits and hyphens, a letter first.')}
            onChange={(next) => editPack({ id: next })}
          />
        )}
        <TextField
          label={t('Author')}
          value={pack.author ?? ''}
          most={120}
          onChange={(author) => editPack({ author: author === '' ? undefined : author } as Partial<Pack>)}
        />
        <NumberField label={t('Revision')} value={pack.revision} least={1} most={999_999} onChange={(revision) => editPack({ revision })} />
      </div>
      <div className="field">
        <label htmlFor={id}>{t('What it is about')}</label>
        <textarea
          id={id}
          className="input"
          rows={3}
          maxLength={2000}
          value={pack.about}
          onChange={({ target }) => editPack({ about: target.value })}
        />
      </div>
    </EditorPart>
  )
}

type BarProps = {
  readonly draft: PackDraft
  readonly problems: readonly string[] | null
  readonly enabled: boolean
  readonly onSave: (enabled: boolean) => void
}

function EditorBar({ draft, problems, enabled, onSave }: BarProps) {
  const { pack, stored } = draft
  const [asking, setAsking] = useState(false)
  const dirty = isPackDirty(draft)
  const ready = problems?.length === 0
  const template = isTemplate(pack)
  return (
    <form
      className="alerts-bar editor-bar"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onSave(enabled || !template)
      }}
    >
      <Button
        kind="quiet"
        iconOnly
        aria-label={t('Back to the packs')}
        title={t('Back to the packs')}
        onClick={() => (dirty && !isUntouched(pack) ? setAsking(true) : closePack())}
      >
        <Icon name="arrowLeft" />
      </Button>
      <input
        className="input editor-name"
        aria-label={t('Name of the pack')}
        placeholder={t('Name of the pack')}
        maxLength={80}
        value={pack.name}
        onChange={({ target }) => editPack({ name: target.value })}
      />
      <span className="editor-state" role="status">
        {problems !== null && problems.length > 0 ? (
          <span className="warn">
            <Icon name="warning" size={12} /> {tn(problems.length, 'One thing is missing or wrong', '{n} things are missing or wrong')}
          </span>
        ) : problems === null ? (
          <span className="faint">{t('Checking…')}</span>
        ) : (
          dirty && <span className="muted">{stored === null ? t('Not saved yet') : t('Changed since it was saved')}</span>
        )}
      </span>
      {asking ? (
        <span className="editor-ask" role="alert">
          {t('Let go of the changes?')}
          <Button kind="danger" onClick={closePack}>
            {t('Discard')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('Go on writing')}</Button>
        </span>
      ) : (
        <>
          {dirty && !enabled && !template && (
            <Button disabled={!ready} onClick={() => onSave(false)}>
              {t('Save without watching')}
            </Button>
          )}
          <Button kind="primary" type="submit" disabled={!ready || !dirty}>
            {template || enabled ? t('Save') : t('Save and watch')}
          </Button>
        </>
      )}
    </form>
  )
}
