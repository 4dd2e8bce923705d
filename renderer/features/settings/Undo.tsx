/** What was taken away a moment ago, and the way to put it back. */
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'

type Props = { readonly text: string; readonly onUndo: () => void; readonly onDismiss: () => void }

export const Undo = ({ text, onUndo, onDismiss }: Props) => (
  <div className="settings-notice">
    <Notice
      tone="info"
      onDismiss={onDismiss}
      actions={
        <Button onClick={onUndo}>
          <Icon name="undo" size={12} />
          {t('Put it back')}
        </Button>
      }
    >
      {text}
    </Notice>
  </div>
)
