/** The pack as its file: everything can be written here, and what is wrong stands beside it. */
import { useId, useState } from 'react'
import { t } from '../../../i18n/t.ts'
import { editPackText, type PackDraft } from '../../../stores/packDraft.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'

export function JsonPane({ draft }: { draft: PackDraft }) {
  const id = useId()
  // What is typed stays as it was typed, also where it means the same as before.
  const [text, setText] = useState(() => draft.raw ?? JSON.stringify(draft.pack, null, 2))
  return (
    <div className="json-pane">
      <div className="json-bar">
        <label htmlFor={id}>{t('The file of the pack')}</label>
        <CopyButton text={text} what={t('the file')} />
      </div>
      <textarea
        id={id}
        className="input mono"
        value={text}
        spellCheck={false}
        aria-invalid={draft.raw !== null}
        onChange={({ target }) => {
          setText(target.value)
          editPackText(target.value)
        }}
      />
    </div>
  )
}
