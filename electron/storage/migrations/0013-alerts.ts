/** What rang and what still has to: the inbox, the rules that wait for confirmations, messages to channels, snoozes. */
import type { Migration } from '../migrate.ts'

/**
 * `alerts.rules` is JSON `[{id, name}]`. `rung` has one row for each rule and order, so that none rings twice, and how that rule told of it. `waiting`
 * are matches whose block is not deep enough (`needs` blocks; null: final), and whether the order was news when it came. `deliveries.announcement` is JSON; `next_at` is when it is tried next, in Unix milliseconds, null when it
 * was given up or (`sent_at`) has arrived. `outbound` counts what was said to each host.
 */
export const alerts: Migration = {
  number: 13,
  name: 'alerts',
  sql: `
    CREATE TABLE alerts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      order_id TEXT,
      chain_id INTEGER,
      rules TEXT NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      told TEXT NOT NULL,
      read INTEGER NOT NULL DEFAULT 0,
      retracted_at INTEGER
    ) STRICT;
    CREATE INDEX alerts_order ON alerts (order_id);
    CREATE INDEX alerts_unread ON alerts (id) WHERE read = 0;
    CREATE INDEX alerts_at ON alerts (at);
    CREATE INDEX alerts_retracted ON alerts (id) WHERE retracted_at IS NOT NULL;
    CREATE INDEX alerts_quiet ON alerts (id) WHERE told = 'quiet';
    CREATE TABLE rung (
      rule_id TEXT NOT NULL,
      order_id TEXT NOT NULL,
      alert_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      told TEXT NOT NULL,
      PRIMARY KEY (rule_id, order_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rung_at ON rung (rule_id, at);
    CREATE TABLE waiting (
      rule_id TEXT NOT NULL,
      order_id TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      block_number INTEGER NOT NULL,
      needs INTEGER,
      fresh INTEGER NOT NULL,
      PRIMARY KEY (rule_id, order_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX waiting_chain ON waiting (chain_id, block_number);
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      channel_id TEXT NOT NULL,
      announcement TEXT NOT NULL,
      at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER,
      sent_at INTEGER,
      error TEXT
    ) STRICT;
    CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX deliveries_channel ON deliveries (channel_id, id);
    CREATE TABLE snoozes (
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      until INTEGER NOT NULL,
      PRIMARY KEY (kind, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outbound (
      host TEXT NOT NULL,
      purpose TEXT NOT NULL,
      because TEXT NOT NULL,
      requests INTEGER NOT NULL,
      sent INTEGER NOT NULL,
      received INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (host, purpose)
    ) STRICT, WITHOUT ROWID;
  `,
}
