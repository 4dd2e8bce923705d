/** Evidence as one page for people: no scripts, nothing loaded from anywhere. */
import { Evidence } from '#engine/evidence/format.ts'
import type { EvidenceVerdict } from '#engine/evidence/verify.ts'
import type { OrderRow } from '#shared/order.ts'

/** The page of an evidence file and of what checking it said. */
export function evidencePage(text: string, verdict: EvidenceVerdict): string {
  const { claims, proofs, signature } = Evidence.parse(JSON.parse(text))
  const { order, notes } = claims
  const rows: [string, string][] = [
    ['What', `${order.kind}, read by ${order.source}`],
    ['Amount', amountOf(order)],
    ...(order.received ? [['Received', amountOf(order.received)] satisfies [string, string]] : []),
    ['From', order.from],
    ['To', order.to],
    ['Worth', order.usd === null ? 'no price' : `${order.usd} USD (${order.pricedBy ?? 'unknown'})`],
    ['Chain', `${claims.chainName} (${order.chainId})`],
    ['Block', `${order.blockNumber}, ${order.blockHash}`],
    ['Time', order.blockTime === null ? 'unknown' : new Date(order.blockTime * 1000).toISOString()],
    ['Transaction', order.txHash],
    ['State', `${order.state}, level ${order.evidence}`],
    ...(notes.how ? [['How', notes.how] satisfies [string, string]] : []),
    ...(notes.business ? [['Business', `${notes.business.pack}: ${notes.business.verb}`] satisfies [string, string]] : []),
    ...claims.labels.map((label): [string, string] => ['Name', `${label.address}: ${label.name} (${label.source})`]),
    [
      'Journal',
      proofs.journal
        ? `entry ${proofs.journal.entry.index}, head over ${proofs.journal.head.size}, root ${proofs.journal.head.root}`
        : 'none',
    ],
    ['Signed with', signature?.key ?? 'nothing'],
    ['Made', `${new Date(claims.madeAt).toISOString()} by Crowsnest ${claims.version}`],
  ]
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? '' : `<h2>${title}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evidence of ${escaped(order.id)}</title>
<style>body{font:13px/1.45 system-ui,sans-serif;max-width:46rem;margin:1.5rem auto;padding:0 1rem;color:#16202b}h1{font-size:1.3rem}h2{font-size:1rem;margin:1rem 0 .25rem}
table{border-collapse:collapse;width:100%}th{text-align:left;vertical-align:top;padding:.15rem .75rem .15rem 0;white-space:nowrap;font-weight:600}td{overflow-wrap:anywhere}
ul{margin:.25rem 0;padding-left:1.2rem}p{margin:.5rem 0}@page{size:A4;margin:14mm}</style></head><body>
<h1>Evidence of one order</h1>
<p>${verdict.ok ? `Its file proves by itself level ${verdict.level}.` : `Its file does not hold: ${escaped(verdict.problem ?? '')}`} This page is for reading; what can be checked is the file crowsnest-evidence in JSON.</p>
<table>${rows.map(([name, value]) => `<tr><th>${name}</th><td>${escaped(value)}</td></tr>`).join('')}</table>
${list('Proven by the file', verdict.proven)}${list('The signer’s word', verdict.word)}${list('Doubts', claims.doubts)}
</body></html>
`
}

const amountOf = ({ amount, asset }: Pick<OrderRow, 'amount' | 'asset'>): string =>
  `${amount} ${asset.symbol}${asset.address === null ? '' : ` (${asset.address})`}`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
