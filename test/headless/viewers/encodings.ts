/** A value in every form in which it could leave unnoticed. */
import { checksumAddress } from 'viem'

/** Forms of at least five characters: what is shorter stands in other texts by chance. */
export function formsOf(value: string): string[] {
  const forms = new Set<string>()
  const add = (...more: string[]) => more.forEach((one) => void forms.add(one))
  const asText = (text: string) => {
    const bytes = Buffer.from(text, 'utf8')
    add(text, text.toLowerCase(), text.toUpperCase(), JSON.stringify(text).slice(1, -1), encodeURIComponent(text), escape(text))
    add(bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...based(bytes))
    add([...text].reverse().join(''))
  }
  asText(value)
  if (/^0x[0-9a-f]+$/i.test(value)) {
    const digits = value.slice(2)
    const bytes = Buffer.from(digits, 'hex')
    asText(digits)
    add(BigInt(value).toString(), bytes.reverse().toString('hex'), ...based(Buffer.from(digits, 'hex')))
    if (digits.length === 40) add(checksumAddress(value as `0x${string}`), checksumAddress(value as `0x${string}`).slice(2))
  }
  if (/^\d+(\.\d+)?$/.test(value)) {
    const [whole = '', fraction = ''] = value.split('.')
    for (const mark of [',', '.', ' ', '_', "'"]) add(whole.replace(/\B(?=(\d{3})+$)/g, mark))
    for (const decimals of [2, 6, 18]) {
      const base = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals))
      add(base.toString(), base.toString(16), base.toString(16).toUpperCase())
    }
    add(BigInt(whole).toString(16), whole, Number(value).toExponential(), value.replace('.', ','))
    if (whole.length === 10)
      add(new Date(Number(whole) * 1000).toISOString(), `${whole}000`, new Date(Number(whole) * 1000).toISOString().slice(0, 16))
  }
  return [...forms].filter((form) => form.length >= 5)
}

/** Base64 of the bytes at each of the three places that they can have within a longer text. */
function based(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const core = text.slice(shift === 0 ? 0 : shift + 1, -2)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Which of these values stand in a text, in which form. */
export const foundIn = (text: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([field, value]) => formsOf(value).flatMap((form) => (text.includes(form) ? [`${field}: ${form}`] : [])))
