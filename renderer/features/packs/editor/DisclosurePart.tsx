/** Who may see what of the business's orders: open, as a band, or hidden behind a commitment. */
import { type Audience, audiences, type DisclosedField, disclosedFields, type Pack } from '#shared/pack.ts'
import { type PlainKey, t } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { withField } from '../edit.ts'
import { EditorPart } from './fields.tsx'

const fieldWords: Readonly<Record<DisclosedField, PlainKey>> = {
  verb: 'Verb',
  from: 'From##account',
  to: 'To##account',
  amount: 'Amount',
  unit: 'Unit',
  usd: 'USD',
  document: 'Document',
  due: 'Due time',
  rate: 'Rate',
  time: 'Time',
  txHash: 'Transaction',
  block: 'Block',
  contract: 'Contract',
  state: 'State',
  roles: 'Roles',
}
const audienceWords: Readonly<Record<Audience, PlainKey>> = { party: 'Party', peer: 'Peer', regulator: 'Regulator' }
type How = 'open' | 'band' | 'hidden'
const howWords: Readonly<Record<How, PlainKey>> = { open: 'Open##disclosure', band: 'Band##disclosure', hidden: 'Hidden##disclosure' }
/** What holds where the pack says nothing. */
const usual: Readonly<Record<Audience, How>> = { party: 'open', peer: 'hidden', regulator: 'open' }

export function DisclosurePart({ disclosure }: Pick<Pack, 'disclosure'>) {
  const change = (audience: Audience, field: DisclosedField, how: string) => {
    const fields = withField(disclosure[audience] ?? {}, field, how === '' ? undefined : (how as How))
    editPack({ disclosure: withField(disclosure, audience, Object.keys(fields).length === 0 ? undefined : fields) })
  }
  return (
    <EditorPart
      title={t('Disclosure')}
      help={t(
        'A party took part in the order, a peer did not, a regulator supervises. Hidden fields are committed to and can be opened one by one.',
      )}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard. */}
      <section className="disclosure-scroll" tabIndex={0} aria-label={t('Disclosure by audience')}>
        <table className="disclosure-table">
          <thead>
            <tr>
              <th scope="col">{t('Field')}</th>
              {audiences.map((audience) => (
                <th key={audience} scope="col">
                  {t(audienceWords[audience])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {disclosedFields.map((field) => (
              <tr key={field}>
                <th scope="row">{t(fieldWords[field])}</th>
                {audiences.map((audience) => (
                  <td key={audience}>
                    <select
                      className={disclosure[audience]?.[field] === undefined ? 'input usual' : 'input'}
                      aria-label={`${t(fieldWords[field])}, ${t(audienceWords[audience])}`}
                      value={disclosure[audience]?.[field] ?? ''}
                      onChange={({ target }) => change(audience, field, target.value)}
                    >
                      <option value="">{t('{how} (usual)', { how: t(howWords[usual[audience]]) })}</option>
                      {(['open', 'band', 'hidden'] as const).map((how) => (
                        <option key={how} value={how}>
                          {t(howWords[how])}
                        </option>
                      ))}
                    </select>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </EditorPart>
  )
}
