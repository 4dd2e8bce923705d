/** What tables and charts of a million orders rest on: places in every sort, and totals that follow each order by triggers. */
import type { Migration } from '../migrate.ts'

/** An order counts while it stands: not before it is mined, not after it was taken back. */
const counts = (row: string): string => `${row}.state IN ('seen', 'final')`
/** 1 for what is folded away as likely spam. */
const spam = (row: string): string => `(coalesce(${row}.verdict, ${row}.spam) >= 60)`
const flow = (row: string): string => `coalesce(${row}.flow, 'none')`
/** The beginning of the step that a row belongs to; -1 where its time is not known. */
const step = (row: string, seconds: number): string =>
  `(CASE WHEN ${row}.block_time < 0 THEN -1 ELSE ${row}.block_time / ${seconds} * ${seconds} END)`
const dollars = (row: string): string => `CAST(${row}.usd_micros / 1000000 AS TEXT)`
/** -2 without a price, -1 below 1 USD, then 0 from 1, 1 from 2, 2 from 5, 3 from 10 … USD. */
const size = (row: string): string => `(CASE WHEN ${row}.usd_micros IS NULL THEN -2 WHEN ${row}.usd_micros < 1000000 THEN -1
  ELSE 3 * (length(${dollars(row)}) - 1) + (substr(${dollars(row)}, 1, 1) >= '2') + (substr(${dollars(row)}, 1, 1) >= '5') END)`

type Totals = {
  readonly table: string
  /** Column → expression over a row of orders. */
  readonly key: (row: string) => Readonly<Record<string, string>>
  /** Beginning of the names of the four sums: empty, or a side's. */
  readonly side: string
  readonly when?: (row: string) => string
}

const exchange = (row: string, address: string) => ({
  day: step(row, 86_400),
  chain_id: `${row}.chain_id`,
  address: `${row}.${address}`,
  kind: `${row}.kind`,
  spam: spam(row),
})
const account = (row: string, address: string) => ({
  address: `${row}.${address}`,
  chain_id: `${row}.chain_id`,
  flow: flow(row),
  spam: spam(row),
})

const totals: readonly Totals[] = [
  {
    table: 'hours',
    side: '',
    key: (row) => ({ hour: step(row, 3_600), chain_id: `${row}.chain_id`, kind: `${row}.kind`, flow: flow(row), spam: spam(row) }),
  },
  {
    table: 'days',
    side: '',
    key: (row) => ({
      day: step(row, 86_400),
      chain_id: `${row}.chain_id`,
      kind: `${row}.kind`,
      flow: flow(row),
      spam: spam(row),
      size: size(row),
    }),
  },
  {
    table: 'asset_days',
    side: '',
    key: (row) => ({ day: step(row, 86_400), asset: `${row}.asset`, kind: `${row}.kind`, flow: flow(row), spam: spam(row) }),
  },
  {
    table: 'exchange_days',
    side: 'in_',
    key: (row) => exchange(row, 'to_address'),
    when: (row) => `${row}.flow IN ('inflow', 'cross-exchange')`,
  },
  {
    table: 'exchange_days',
    side: 'out_',
    key: (row) => exchange(row, 'from_address'),
    when: (row) => `${row}.flow IN ('outflow', 'cross-exchange')`,
  },
  { table: 'accounts', side: 'sent_', key: (row) => account(row, 'from_address') },
  { table: 'accounts', side: 'received_', key: (row) => account(row, 'to_address') },
]

/** Sums of millionths in two columns, the billions of millionths apart, so that no sum of a lifetime leaves 64 bits. */
const sums = (row: string): Readonly<Record<string, string>> => ({
  count: '1',
  priced: `(${row}.usd_micros IS NOT NULL)`,
  high: `coalesce(${row}.usd_micros / 1000000000, 0)`,
  low: `coalesce(${row}.usd_micros % 1000000000, 0)`,
})

const applies = ({ when }: Totals, row: string): string => (when ? `${counts(row)} AND ${when(row)}` : counts(row))

function add(one: Totals, row: string): string {
  const names = Object.keys(sums(row)).map((name) => one.side + name)
  const values = [...Object.values(one.key(row)), ...Object.values(sums(row))]
  const set = names.map((name) => `${name} = ${name} + excluded.${name}`)
  return `INSERT INTO ${one.table} (${[...Object.keys(one.key(row)), ...names].join(', ')})
    SELECT ${values.join(', ')} WHERE ${applies(one, row)} ON CONFLICT DO UPDATE SET ${set.join(', ')};`
}

const countsOf = (table: string): string[] => totals.filter((one) => one.table === table).map(({ side }) => `${side}count`)

/** A cell that nothing counts in any more goes, so that what is kept is what a fresh count would find. */
function subtract(one: Totals, row: string): string {
  const here = Object.entries(one.key(row)).map(([name, value]) => `${name} = ${value}`)
  const set = Object.entries(sums(row)).map(([name, value]) => `${one.side}${name} = ${one.side}${name} - ${value}`)
  const empty = countsOf(one.table).map((name) => `${name} = 0`)
  return `UPDATE ${one.table} SET ${set.join(', ')} WHERE ${here.join(' AND ')} AND ${applies(one, row)};
    DELETE FROM ${one.table} WHERE ${here.join(' AND ')} AND ${empty.join(' AND ')};`
}

function fresh(one: Totals): string {
  const { key, table, side } = one
  const names = Object.keys(sums('o')).map((name) => side + name)
  const set = names.map((name) => `${name} = ${name} + excluded.${name}`)
  const columns = Object.keys(key('o'))
  return `INSERT INTO ${table} (${[...columns, ...names].join(', ')})
    SELECT ${[...Object.values(key('o')), ...Object.values(sums('o')).map((value) => `sum(${value})`)].join(', ')}
    FROM orders o WHERE ${applies(one, 'o')} GROUP BY ${columns.map((_, index) => index + 1).join(', ')}
    ON CONFLICT DO UPDATE SET ${set.join(', ')};`
}

const looksAt = ['block_time', 'kind', 'flow', 'spam', 'verdict', 'asset', 'usd_micros', 'from_address', 'to_address']
const each = (row: string): string => looksAt.map((name) => `${row}.${name}`).join(', ')
const four = (side = '') => ['count', 'priced', 'high', 'low'].map((name) => `${side}${name} INTEGER NOT NULL DEFAULT 0`).join(', ')

/**
 * `usd_key` and `amount_key` sort as the numbers do: how many digits stand before the point, then the digits. '' is unpriced, below all.
 * `orders_time` and its twins for the other sorts hold every column that a filter may ask often, so that what does not pass is never visited; the
 * twins lack those that change as an order grows old, or every new block would write all over them. `orders_what` finds what is rare.
 * A later migration that makes `orders` anew has to make its triggers anew as well.
 */
export const keptTotals: Migration = {
  number: 10,
  name: 'totals',
  sql: `
    ALTER TABLE orders ADD COLUMN usd_key TEXT GENERATED ALWAYS AS (CASE WHEN usd IS NULL THEN ''
      ELSE printf('%03d', instr(usd || '.', '.') - 1) || CASE WHEN instr(usd, '.') THEN rtrim(rtrim(usd, '0'), '.') ELSE usd END END) VIRTUAL;
    ALTER TABLE orders ADD COLUMN amount_key TEXT GENERATED ALWAYS AS (printf('%03d', instr(amount || '.', '.') - 1)
      || CASE WHEN instr(amount, '.') THEN rtrim(rtrim(amount, '0'), '.') ELSE amount END) VIRTUAL;
    DROP INDEX orders_time;
    CREATE INDEX orders_time ON orders
      (block_time, arrival, chain_id, state, kind, source, evidence, asset, received_asset, usd_micros, flow, spam, verdict);
    CREATE INDEX orders_usd ON orders
      (usd_key, arrival, chain_id, kind, source, asset, received_asset, usd_micros, flow, spam, verdict, block_time);
    CREATE INDEX orders_amount ON orders
      (amount_key, arrival, chain_id, kind, source, asset, received_asset, usd_micros, flow, spam, verdict, block_time);
    CREATE INDEX orders_what ON orders (source, kind, state);
    DROP INDEX orders_from;
    DROP INDEX orders_to;
    CREATE INDEX orders_from ON orders (from_address, chain_id);
    CREATE INDEX orders_to ON orders (to_address, chain_id);

    CREATE TABLE hours (hour INTEGER NOT NULL, chain_id INTEGER NOT NULL, kind TEXT NOT NULL, flow TEXT NOT NULL, spam INTEGER NOT NULL,
      ${four()}, PRIMARY KEY (hour, chain_id, kind, flow, spam)) STRICT, WITHOUT ROWID;
    CREATE TABLE days (day INTEGER NOT NULL, chain_id INTEGER NOT NULL, kind TEXT NOT NULL, flow TEXT NOT NULL, spam INTEGER NOT NULL,
      size INTEGER NOT NULL, ${four()}, PRIMARY KEY (day, chain_id, kind, flow, spam, size)) STRICT, WITHOUT ROWID;
    CREATE TABLE asset_days (day INTEGER NOT NULL, asset INTEGER NOT NULL, kind TEXT NOT NULL, flow TEXT NOT NULL, spam INTEGER NOT NULL,
      ${four()}, PRIMARY KEY (day, asset, kind, flow, spam)) STRICT, WITHOUT ROWID;
    CREATE TABLE exchange_days (day INTEGER NOT NULL, chain_id INTEGER NOT NULL, address TEXT NOT NULL, kind TEXT NOT NULL,
      spam INTEGER NOT NULL, ${four('in_')}, ${four('out_')}, PRIMARY KEY (day, chain_id, address, kind, spam)) STRICT, WITHOUT ROWID;
    CREATE TABLE accounts (address TEXT NOT NULL, chain_id INTEGER NOT NULL, flow TEXT NOT NULL, spam INTEGER NOT NULL,
      ${four('sent_')}, ${four('received_')}, PRIMARY KEY (address, chain_id, flow, spam)) STRICT, WITHOUT ROWID;
    ${totals.map(fresh).join('\n')}

    CREATE TRIGGER orders_counted AFTER INSERT ON orders WHEN ${counts('new')} BEGIN ${totals.map((one) => add(one, 'new')).join('\n')} END;
    CREATE TRIGGER orders_uncounted AFTER DELETE ON orders WHEN ${counts('old')} BEGIN
      ${totals.map((one) => subtract(one, 'old')).join('\n')} END;
    CREATE TRIGGER orders_recounted AFTER UPDATE OF state, ${looksAt.join(', ')} ON orders
    WHEN (${counts('old')}) <> (${counts('new')}) OR (${counts('new')} AND (${each('old')}) IS NOT (${each('new')})) BEGIN
      ${totals.map((one) => subtract(one, 'old')).join('\n')} ${totals.map((one) => add(one, 'new')).join('\n')} END;
  `,
}
