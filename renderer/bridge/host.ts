/** The one connection of this window to its host. */
import { type Carrier, httpCarrier, preloadCarrier, tokenOf } from './carrier.ts'
import { createClient, subscriber } from './client.ts'
import { throughEyes } from './viewAs.ts'

const storageKey = 'crowsnest.token'

const carrier: Carrier = window.crowsnest ? preloadCarrier(window.crowsnest) : httpCarrier(takeToken())

export const client = createClient({ call: throughEyes(carrier.call) })
export const on = subscriber(carrier)
export const onLink = carrier.onLink

/** Reads the token once and takes it out of the address bar, so that it is neither bookmarked nor shown on a shared screen. */
function takeToken(): string {
  const given = tokenOf(window.location.hash)
  if (given) {
    sessionStorage.setItem(storageKey, given)
    history.replaceState(null, '', window.location.pathname)
  }
  return given ?? sessionStorage.getItem(storageKey) ?? ''
}
