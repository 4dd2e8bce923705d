/** Conditions as the editor turns them: nothing of their meaning is lost on the way in and out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from '#shared/rules.ts'
import { hasHole, isGroup, leavesOf, newGroup, newLeaf, toCondition, toTree, withNode } from '../../../../renderer/features/rules/tree.ts'

const names = ['a', 'b', 'c', 'd'] as const
const leaf = fc.constantFrom(...names).map((kind): Condition => ({ kind, with: {} }))
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    tie('tree').map((not): Condition => ({ not })),
  ),
}))

/** Whether it is fulfilled where exactly the named conditions are. */
function holds(condition: Condition, fulfilled: ReadonlySet<string>): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, fulfilled))
  if ('any' in condition) return condition.any.some((part) => holds(part, fulfilled))
  if ('not' in condition) return !holds(condition.not, fulfilled)
  return fulfilled.has(condition.kind)
}

describe('toTree and toCondition', () => {
  test('mean the same before and after, whatever is fulfilled', () => {
    fc.assert(
      fc.property(tree, fc.subarray([...names]), (condition, fulfilled) => {
        const set = new Set<string>(fulfilled)
        expect(holds(toCondition(toTree(condition)), set)).toBe(holds(condition, set))
      }),
    )
  })

  test('a single condition stands in a group, and comes out as it was', () => {
    const single: Condition = { kind: 'a', with: { usd: '1' } }
    expect(toTree(single).parts).toHaveLength(1)
    expect(toCondition(toTree(single))).toEqual(single)
  })
})

describe('withNode', () => {
  test('changes the one that is meant, deep inside, and takes it out', () => {
    const meant = newLeaf('b', {})
    const root = newGroup('all', [newLeaf('a', {}), newGroup('any', [meant, newLeaf('c', {})])])
    const changed = withNode(root, meant.key, (node) => (isGroup(node) ? node : { ...node, not: true }))
    expect(toCondition(changed)).toEqual({
      all: [{ kind: 'a', with: {} }, { any: [{ not: { kind: 'b', with: {} } }, { kind: 'c', with: {} }] }],
    })
    expect(leavesOf(withNode(root, meant.key, () => null)).map(({ kind }) => kind)).toEqual(['a', 'c'])
  })

  test('the outermost group stays, and an empty one inside is found', () => {
    const root = newGroup('all', [newGroup('any')])
    expect(withNode(root, root.key, () => null)).toBe(root)
    expect(hasHole(root)).toBe(true)
  })
})
