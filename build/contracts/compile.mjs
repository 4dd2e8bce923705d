/** Compiles the reference contracts of the packs, one file a contract, to artefacts that are committed: the app and its tests need no compiler. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import solc from 'solc'

const here = import.meta.dirname
const names = readdirSync(join(here, 'src'))
  .filter((name) => name.endsWith('.sol'))
  .map((name) => name.slice(0, -4))
  .sort()

for (const name of process.argv.length > 2 ? process.argv.slice(2) : names) {
  const source = readFileSync(join(here, 'src', `${name}.sol`), 'utf8')
  const { abi, evm } = compiled(name, source)
  const sourceHash = createHash('sha256').update(source).digest('hex')
  const artefact = { name, solc: solc.version(), sourceHash, abi, bytecode: `0x${evm.bytecode.object}` }
  writeFileSync(join(here, 'artefacts', `${name}.json`), `${JSON.stringify(artefact, null, 2)}\n`)
  console.log(`${name}: ${evm.bytecode.object.length / 2} bytes`)
}

/** Without the hash of its metadata the same source gives the same bytes anywhere; paris, since chains of alliances lag behind in their opcodes. */
function compiled(name, source) {
  const input = {
    language: 'Solidity',
    sources: { [`${name}.sol`]: { content: source } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'paris',
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const errors = (output.errors ?? []).map(({ formattedMessage }) => formattedMessage)
  const contract = output.contracts?.[`${name}.sol`]?.[name]
  if (errors.length > 0 || !contract) {
    console.error(errors.join('\n') || `${name}.sol has no contract ${name}.`)
    process.exit(1)
  }
  return contract
}
