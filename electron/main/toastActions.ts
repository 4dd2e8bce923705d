/** What a button on a notification asks for, as calls of the contract: the same way in, and the same checks, as for the window. */

/** As long as a snooze from a notification lasts; the window offers others. */
const snoozeMinutes = 60

export type ToastCall = { readonly name: 'alerts.snooze'; readonly input: { kind: string; subject: string; minutes: number } }

/** `snooze-rule:ID`, `snooze-chain:1`, `snooze-wallet:0x…` → the call; null for anything else. */
export function callOf(action: string): ToastCall | null {
  const found = /^snooze-(rule|chain|wallet):(.{1,80})$/.exec(action)
  if (!found) return null
  return { name: 'alerts.snooze', input: { kind: String(found[1]), subject: String(found[2]), minutes: snoozeMinutes } }
}
