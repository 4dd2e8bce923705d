/** Pictures of the stored orders. */
import { t } from '../../i18n/t.ts'

export function ChartsPage() {
  return <main className="charts-page">{t('Pictures')}</main>
}
