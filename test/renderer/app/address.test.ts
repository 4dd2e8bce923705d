/** Addresses of pages within the window. */
import { expect, test } from 'vitest'
import { placeOf } from '../../../renderer/app/address.ts'

test.each([
  ['#settings/doctor', { section: 'doctor', anchor: null }],
  ['#settings/app/pause', { section: 'app', anchor: 'pause' }],
  ['#settings/networks/network-8453', { section: 'networks', anchor: 'network-8453' }],
] as const)('%s leads to its place', (fragment, place) => expect(placeOf(fragment)).toEqual(place))

test.each(['', '#', '#token=abc', '#settings', '#settings/', '#settings/nowhere', '#settings/constructor', '#settings/app/<b>'])(
  '“%s” leads nowhere',
  (fragment) => expect(placeOf(fragment)).toBeNull(),
)
