/** A courier in a process of its own, to be killed: `node courierProcess.ts DATA_FOLDER ADDRESS`. It sends what the store has, and ends by itself never. */
import { systemClock } from '#platform/clock.ts'
import { channelOf, courierOn } from './channelKit.ts'

const [dataDir = '', url = ''] = process.argv.slice(2)
courierOn({ dataDir, clock: systemClock, channels: [channelOf('webhook', { url })] }).courier.poke()
setInterval(() => {}, 60_000)
