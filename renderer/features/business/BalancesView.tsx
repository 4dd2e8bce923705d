/** Who holds how much of every unit: whether it adds up, by role, and the largest holders. */
import type { PackStanding } from '#shared/contract/packs.ts'
import { isDecimal } from '#shared/decimal.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Account } from './accounts.tsx'
import { Nothing, Problem } from './parts.tsx'
import { addsUp, part, plus, type UnitBalance } from './sums.ts'
import { useAsked } from './useAsked.ts'
import { amountWords, type PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }

export function BalancesView({ standing: { pack }, words }: Props) {
  const { data, problem } = useAsked(pack.id, () => client['business.balances']({ pack: pack.id }))
  const units = data?.units ?? []
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="business-scroll" tabIndex={0} aria-label={t('Balances')}>
      <Problem sentence={problem} />
      {units.length === 0 && <Nothing waiting={data === null && problem === null}>{t('This pack counts in no unit.')}</Nothing>}
      {units.map((unit) => (
        <Unit key={unit.unit} unit={unit} pack={pack} words={words} />
      ))}
    </section>
  )
}

function Unit({ unit, pack, words }: { unit: UnitBalance; pack: PackStanding['pack']; words: PackWords }) {
  const { symbol, roles, top } = unit
  const chainId = Object.values(pack.contracts).flatMap(({ at }) => at)[0]?.chainId ?? 1
  const accounts = roles.reduce((sum, role) => sum + role.accounts, 0)
  const ranked = roles.toSorted((a, b) => Number(b.held) - Number(a.held))
  const whole = ranked.reduce((sum, { held }) => (held.startsWith('-') ? sum : plus(sum, held)), '0')
  return (
    <section className="panel balance" aria-label={safeName(symbol, 20)} data-unit={unit.unit}>
      <header>
        <h2>
          <bdi>{safeName(symbol, 20)}</bdi>
        </h2>
        <span className="muted">{tn(accounts, '{n} account holds it', '{n} accounts hold it')}</span>
      </header>
      <Equation unit={unit} />
      {accounts === 0 ? (
        <p className="faint">{t('Nobody holds any.')}</p>
      ) : (
        <div className="balance-split">
          <ul className="role-bars" aria-label={t('Held by role')}>
            {ranked.map(({ role, held, accounts: members }, index) => (
              <li key={role ?? ''}>
                <span className="role-name clip">
                  <bdi>{words.role(role)}</bdi> <span className="faint">{tn(members, '{n} account', '{n} accounts')}</span>
                </span>
                <span className="role-held">{amountWords(held)}</span>
                <span className="role-track" aria-hidden="true">
                  <i className={`tone-${Math.min(index, 7)}`} style={{ width: `${part(held, whole) * 100}%` }} />
                </span>
              </li>
            ))}
          </ul>
          <Holders top={top} chainId={chainId} words={words} symbol={symbol} />
        </div>
      )}
    </section>
  )
}

function Equation({ unit }: { unit: UnitBalance }) {
  const isEven = addsUp(unit)
  const isTold = [unit.issued, unit.held, unit.redeemed].every(isDecimal)
  return (
    <p className={isEven || !isTold ? 'equation' : 'equation broken'}>
      <span>
        <span className="equation-name">{t('Issued')}</span>
        <b data-sum="issued">{amountWords(unit.issued)}</b>
      </span>
      <span className="equation-sign">{isEven || !isTold ? '=' : '≠'}</span>
      <span>
        <span className="equation-name">{t('Held')}</span>
        <b data-sum="held">{amountWords(unit.held)}</b>
      </span>
      <span className="equation-sign">+</span>
      <span>
        <span className="equation-name">{t('Redeemed')}</span>
        <b data-sum="redeemed">{amountWords(unit.redeemed)}</b>
      </span>
      {isTold && (
        <span className={isEven ? 'equation-verdict ok' : 'equation-verdict warn'}>
          <Icon name={isEven ? 'check' : 'warning'} />
          {isEven
            ? t('Adds up to the last digit')
            : t('Does not add up: some of it was issued or moved before watching began, or elsewhere')}
        </span>
      )}
    </p>
  )
}

type HoldersProps = { readonly top: UnitBalance['top']; readonly chainId: number; readonly words: PackWords; readonly symbol: string }

const Holders = ({ top, chainId, words, symbol }: HoldersProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
  <section className="panel-table" tabIndex={0} aria-label={t('Largest holders of {unit}', { unit: safeName(symbol, 20) })}>
    <table>
      <thead>
        <tr>
          <th scope="col">{t('Holder')}</th>
          <th scope="col">{t('Role')}</th>
          <th scope="col">{t('Holds')}</th>
        </tr>
      </thead>
      <tbody>
        {top.map(({ account, roles, held }, index) => (
          <tr key={account}>
            <th scope="row">
              <span className="holder">
                <span className="faint">{group(String(index + 1))}</span>
                <Account chainId={chainId} address={account} />
              </span>
            </th>
            <td>{roles.length === 0 ? <span className="faint">{t('None')}</span> : roles.map((role) => words.role(role)).join(t(', '))}</td>
            <td>{amountWords(held)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
