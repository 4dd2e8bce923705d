/** Exports what the filter lets through. */
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { startExport } from './startExport.ts'

export function ExportButton() {
  return (
    <Button title="Export these orders as CSV (E)" onClick={() => void startExport()}>
      <Icon name="download" />
      Export
    </Button>
  )
}
