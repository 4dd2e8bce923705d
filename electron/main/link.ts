/** Reads a link to an order. Whatever is not exactly one is none: links come from web pages and mails. */

/** `chainId:txHash:position`, as orders are numbered (`shared/order.ts`). */
const orderId = /^[1-9]\d{0,15}:0x[0-9a-f]{64}:-?\d{1,9}$/

/** The id in `crowsnest://order/ID`, whose colons may be written as they are or as %3A; null for any other text. */
export function orderOfLink(link: string): string | null {
  const found = /^crowsnest:\/\/order\/([^/?#\s]{1,200})\/?$/i.exec(link)
  if (!found) return null
  try {
    const id = decodeURIComponent(found[1] ?? '')
    return orderId.test(id) ? id : null
  } catch {
    return null
  }
}
