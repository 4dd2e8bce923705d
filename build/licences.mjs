/** `npm run licences`: the licences of everything that ships, with their texts, as release/THIRD-PARTY-LICENCES.txt. Fails where one is unknown or copyleft. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'
import { licenceProblems, shippedPackages } from './shipped.mjs'

const file = fileURLToPath(new URL('../release/THIRD-PARTY-LICENCES.txt', import.meta.url))
const line = '─'.repeat(80)

/** @param {ReturnType<typeof shippedPackages>} packages */
export function licenceFile(packages) {
  const list = packages.map(({ name, version, license }) => `  ${name} ${version} (${license})`).join('\n')
  const texts = packages.map((one) => `${line}\n${one.name} ${one.version}\n${line}\n\n${one.text ?? standardText(one)}\n`)
  return `${head}\n${list}\n\n${texts.join('\n')}`
}

const head = `Crowsnest contains the following software of others, under these licences. Electron contains Chromium and Node.js, whose own
notices are in LICENSES.chromium.html.
`

/** For packages that name their licence and leave the text out. */
function standardText({ license, author }) {
  return license === 'ISC' ? `Copyright (c) ${author}\n\n${isc}` : `Copyright (c) ${author}\n\n${mit}`
}

const noWarranty = {
  mit: `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  isc: `THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
}
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

${noWarranty.mit}`
const isc = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

${noWarranty.isc}`

/** Writes the file; answers how many packages are in it. Throws the sentences of what may not ship. */
export function writeLicences() {
  const packages = shippedPackages()
  const problems = licenceProblems(packages)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, licenceFile(packages))
  return packages.length
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await bundle(['main', 'preload', 'renderer'])
    stderr.write(`${writeLicences()} packages, all with a licence that may ship: ${join('release', 'THIRD-PARTY-LICENCES.txt')}\n`)
  } catch (error) {
    stderr.write(`${error.message}\n`)
    exit(1)
  }
}
