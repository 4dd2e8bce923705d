/** The world state: immutable between blocks, so that old blocks and dropped branches stay answerable, and copied on write within one. */
import { keccak256, numberToHex, stringToHex, toRlp } from 'viem'
import type { Address, Hex } from '#engine/types.ts'
import { emptyTrieRoot, type NodeMemory, trieRoot } from './trie.ts'

/** Storage slots have names; the slot's key on chain is the keccak256 of the name. A slot that holds 0 is absent. */
export type Account = {
  readonly nonce: number
  readonly balance: bigint
  readonly code: Hex
  readonly storage: ReadonlyMap<string, bigint>
}
export type State = ReadonlyMap<Address, Account>

export type WorkingState = {
  account(address: Address): Account
  read(address: Address, slot: string): bigint
  write(address: Address, slot: string, value: bigint): void
  /** Moves native coin; false, and nothing moved, where the balance is too low. */
  move(from: Address, to: Address, amount: bigint): boolean
  /** Adds native coin out of nothing, or takes it when negative: fees, and the genesis allocation. */
  credit(address: Address, amount: bigint): void
  raiseNonce(address: Address): void
  deploy(address: Address, code: Hex): void
  /** Marks a point; the function returned undoes everything since. */
  checkpoint(): () => void
  freeze(): State
}

const emptyStorage: ReadonlyMap<string, bigint> = new Map()
const nobody: Account = { nonce: 0, balance: 0n, code: '0x', storage: emptyStorage }

export function workOn(state: State): WorkingState {
  const accounts = new Map(state)
  /** Storage maps that this working state made and may change in place. */
  const own = new Map<Address, Map<string, bigint>>()
  const journal: (() => void)[] = []

  const account = (address: Address): Account => accounts.get(address) ?? nobody

  function put(address: Address, next: Account): void {
    const before = accounts.get(address)
    journal.push(() =>
      before ? accounts.set(address, { ...before, storage: own.get(address) ?? before.storage }) : accounts.delete(address),
    )
    accounts.set(address, next)
  }

  function credit(address: Address, amount: bigint): void {
    if (amount === 0n) return
    const before = account(address)
    put(address, { ...before, balance: before.balance + amount })
  }

  function storageOf(address: Address): Map<string, bigint> {
    const known = own.get(address)
    if (known) return known
    const before = account(address)
    const copy = new Map(before.storage)
    own.set(address, copy)
    accounts.set(address, { ...before, storage: copy })
    return copy
  }

  return {
    account,
    credit,
    read: (address, slot) => account(address).storage.get(slot) ?? 0n,
    write(address, slot, value) {
      const storage = storageOf(address)
      const before = storage.get(slot) ?? 0n
      const set = (to: bigint): unknown => (to === 0n ? storage.delete(slot) : storage.set(slot, to))
      journal.push(() => set(before))
      set(value)
    },
    move(from, to, amount) {
      if (account(from).balance < amount) return false
      credit(from, -amount)
      credit(to, amount)
      return true
    },
    raiseNonce(address) {
      const before = account(address)
      put(address, { ...before, nonce: before.nonce + 1 })
    },
    deploy: (address, code) => put(address, { ...account(address), nonce: 1, code }),
    checkpoint() {
      const mark = journal.length
      return () => {
        while (journal.length > mark) journal.pop()?.()
      }
    },
    freeze: () => accounts,
  }
}

/** Root of the secure trie over all accounts. Unchanged accounts and storages are remembered from earlier blocks. */
export const stateRoot = (state: State): Hex =>
  trieRoot(
    [...state].map(([address, account]) => [hashedKey(address), encodeAccount(account)]),
    nodes,
  )

const nodes: NodeMemory = new Map()
const encodedAccounts = new WeakMap<Account, Hex>()
const storageRoots = new WeakMap<ReadonlyMap<string, bigint>, Hex>()
const mostRemembered = 20_000
const codeHashes = new Map<Hex, Hex>()
const hashedKeys = new Map<string, Hex>()

function encodeAccount(account: Account): Hex {
  let encoded = encodedAccounts.get(account)
  if (!encoded) {
    encoded = toRlp([quantity(BigInt(account.nonce)), quantity(account.balance), storageRoot(account.storage), codeHash(account.code)])
    encodedAccounts.set(account, encoded)
  }
  return encoded
}

function storageRoot(storage: ReadonlyMap<string, bigint>): Hex {
  if (storage.size === 0) return emptyTrieRoot
  let root = storageRoots.get(storage)
  if (!root) {
    root = trieRoot(
      [...storage].map(([slot, value]) => [hashedKey(slotKey(slot)), toRlp(quantity(value))]),
      nodes,
    )
    storageRoots.set(storage, root)
  }
  return root
}

const slotKey = (slot: string): Hex => remembered(hashedKeys, `slot ${slot}`, () => keccak256(stringToHex(slot)))
const hashedKey = (key: Hex): Hex => remembered(hashedKeys, key, () => keccak256(key))
const codeHash = (code: Hex): Hex => remembered(codeHashes, code, () => keccak256(code))

function remembered<K>(memory: Map<K, Hex>, key: K, make: () => Hex): Hex {
  let value = memory.get(key)
  if (!value) {
    value = make()
    // Names of slots come and go (price rounds do); the memory must not keep all of them.
    if (memory.size > mostRemembered) memory.clear()
    memory.set(key, value)
  }
  return value
}

/** RLP integer: no leading zeros, zero is the empty string. */
export const quantity = (value: bigint): Hex => {
  if (value === 0n) return '0x'
  const digits = numberToHex(value).slice(2)
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}
