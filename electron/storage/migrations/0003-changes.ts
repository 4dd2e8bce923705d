/** The outbox: a number for every change of an order, and how far each consumer has come. */
import type { Migration } from '../migrate.ts'

/**
 * `orders.change_seq` is the newest change of a row; `changes` keeps what the row was before each (`null` for a new row).
 * `carried` holds what a consumer last knew of an order whose older change it was not told of, because a newer one was on its way.
 * Rows of before this migration count as new, in the order of their arrival.
 */
export const changes: Migration = {
  number: 3,
  name: 'changes',
  sql: `
    CREATE TABLE changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      arrival INTEGER NOT NULL,
      was TEXT,
      digest TEXT
    ) STRICT;
    CREATE INDEX changes_arrival ON changes (arrival, seq);

    ALTER TABLE orders ADD COLUMN change_seq INTEGER NOT NULL DEFAULT 0;
    INSERT INTO changes (arrival) SELECT arrival FROM orders ORDER BY arrival;
    UPDATE orders SET change_seq = (SELECT seq FROM changes WHERE changes.arrival = orders.arrival);
    CREATE INDEX orders_change ON orders (change_seq);

    CREATE TABLE consumers (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE carried (
      consumer TEXT NOT NULL,
      arrival INTEGER NOT NULL,
      was TEXT,
      digest TEXT,
      PRIMARY KEY (consumer, arrival)
    ) STRICT, WITHOUT ROWID;
  `,
}
