/** Words with elements among them, in the order in which the language wants them. */
import { Fragment, type ReactNode } from 'react'
import { type Key, template } from './t.ts'

/** Like `t`, with elements for `{name}`. */
export const rich = (key: Key, values: Readonly<Record<string, ReactNode>>): ReactNode[] =>
  template(key)
    .split(/(\{\w+\})/)
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change their order.
    .map((piece, index) => <Fragment key={index}>{/^\{\w+\}$/.test(piece) ? values[piece.slice(1, -1)] : piece}</Fragment>)
