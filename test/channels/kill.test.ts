/** The app is killed between a message's sending and its being noted, again and again: none is lost, and each repetition has the same id. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '#storage/orders.ts'
import { alert, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'
import { projectRoot } from '../support/machine.mjs'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('a message that was sent when the app was killed is sent again as it was, and the others follow in order', async () => {
  const dataDir = dataFolder(ends)
  const store = openStore({ dataDir })
  for (const n of [1, 2, 3, 4, 5, 6]) store.deliveries.add('webhook', alert(n), Date.now())
  store.close()
  // Two are taken, the third is taken and never answered.
  const reply = (index: number): Reply => (index % 3 === 2 && index < 8 ? 'hang' : { status: 200 })
  const service = await startService((_, index) => reply(index))
  ends.push(() => service.stop())

  for (const heard of [3, 6]) {
    const child = start(dataDir, service.url)
    await expect.poll(() => service.heard.length, { timeout: 20_000 }).toBe(heard)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const child = start(dataDir, service.url)
  const ids = () => service.heard.map(({ headers }) => headers['crowsnest-id'])
  await expect.poll(ids, { timeout: 20_000 }).toEqual([1, 2, 3, 3, 4, 5, 5, 6].map((n) => `alert-${n}`))
  expect(service.heard[3]?.body).toBe(service.heard[2]?.body)
  child.kill('SIGKILL')
  await once(child, 'exit')
})

function start(dataDir: string, url: string): ChildProcess {
  const child = spawn(process.execPath, [join(projectRoot, 'test/support/courierProcess.ts'), dataDir, url], {
    stdio: 'ignore',
    cwd: projectRoot,
  })
  ends.push(() => child.kill('SIGKILL'))
  return child
}
