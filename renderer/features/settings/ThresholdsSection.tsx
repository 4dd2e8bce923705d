/** What becomes an order. */
import { t } from '../../i18n/t.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { NumberSetting } from './NumberSetting.tsx'
import { Setting } from './Setting.tsx'
import { SwitchSetting } from './SwitchSetting.tsx'
import { TokenTable } from './TokenTable.tsx'
import { UsdSetting } from './UsdSetting.tsx'

export function ThresholdsSection() {
  const minUnits = useSettings(({ settings }) => settings.minUnits)
  return (
    <>
      <UsdSetting name="minUsd" />
      <Setting name="minUnits" wide>
        <TokenTable
          name="minUnits"
          column={t('Units')}
          lines={minUnits.map(({ token, amount }) => ({ token, amount }))}
          onChange={(lines) => saveSettings({ minUnits: lines })}
        />
      </Setting>
      <SwitchSetting name="internalTransfers" />
      <SwitchSetting name="allSenders" />
      <SwitchSetting name="pending" />
      <NumberSetting name="pendingMinutes" />
    </>
  )
}
