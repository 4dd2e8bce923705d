/** The conditions of a rule as the editor turns them: groups and single conditions, each of which may be turned into its opposite. */
import type { Condition } from '#shared/rules.ts'

export type Leaf = { readonly key: number; readonly not: boolean; readonly kind: string; readonly with: Readonly<Record<string, unknown>> }
export type Group = { readonly key: number; readonly not: boolean; readonly mode: 'all' | 'any'; readonly parts: readonly Node[] }
export type Node = Leaf | Group

let lastKey = 0
/** Keys are for drawing alone: what is typed stays with its condition when others come and go. */
const key = (): number => ++lastKey

export const isGroup = (node: Node): node is Group => 'parts' in node
export const newLeaf = (kind: string, values: Readonly<Record<string, unknown>>): Leaf => ({ key: key(), not: false, kind, with: values })
export const newGroup = (mode: Group['mode'], parts: readonly Node[] = []): Group => ({ key: key(), not: false, mode, parts })

/** Conditions → what the editor shows; a single condition stands in a group of its own. */
export function toTree(condition: Condition): Group {
  const node = toNode(condition)
  return isGroup(node) ? node : newGroup('all', [node])
}

function toNode(condition: Condition): Node {
  if ('not' in condition) {
    const inner = toNode(condition.not)
    return { ...inner, not: !inner.not }
  }
  if ('all' in condition) return newGroup('all', condition.all.map(toNode))
  if ('any' in condition) return newGroup('any', condition.any.map(toNode))
  return newLeaf(condition.kind, condition.with)
}

/** What the editor shows → conditions. A group of one is that one. */
export function toCondition(node: Node): Condition {
  const plain: Condition = !isGroup(node)
    ? { kind: node.kind, with: node.with }
    : node.parts.length === 1 && node.parts[0]
      ? toCondition(node.parts[0])
      : node.mode === 'all'
        ? { all: node.parts.map(toCondition) }
        : { any: node.parts.map(toCondition) }
  return node.not ? { not: plain } : plain
}

/** The tree with one node changed (null: taken out). */
export function withNode(group: Group, at: number, change: (node: Node) => Node | null): Group {
  if (group.key === at) {
    const next = change(group)
    return next && isGroup(next) ? next : group
  }
  return {
    ...group,
    parts: group.parts.flatMap((part) => {
      if (part.key === at) return change(part) ?? []
      return isGroup(part) ? withNode(part, at, change) : part
    }),
  }
}

/** Every single condition, in the order in which they stand. */
export const leavesOf = (node: Node): Leaf[] => (isGroup(node) ? node.parts.flatMap(leavesOf) : [node])

/** Whether a group without conditions is among them. */
export const hasHole = (node: Node): boolean => isGroup(node) && (node.parts.length === 0 || node.parts.some(hasHole))
