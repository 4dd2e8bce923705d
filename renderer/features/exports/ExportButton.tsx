/** Exports what the filter lets through. */

import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { startExport } from './startExport.ts'

export function ExportButton() {
  return (
    <Button title={t('Export these orders as CSV (E)')} onClick={() => void startExport()}>
      <Icon name="download" />
      {t('Export')}
    </Button>
  )
}
