/** Every price feed, in the order in which they are asked. To add one: make its folder, add its line. */
import { chainlink } from './chainlink/index.ts'
import { manual } from './manual/index.ts'
import { pool } from './pool/index.ts'
import { rate } from './rate/index.ts'
import { stable } from './stable/index.ts'

export const feeds = [manual, stable, chainlink, rate, pool] as const
export type FeedId = (typeof feeds)[number]['id']
