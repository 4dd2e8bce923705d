/** Finds words that components show and that do not come from the catalogue. */
import { parseSync } from 'vite'

/** Attributes whose value a reader sees or hears, of elements and of our own components. */
const spoken = new Set(['title', 'label', 'placeholder', 'aria-label', 'alt', 'help', 'text', 'what', 'addLabel', 'column', 'summary'])
/** Names and units that are the same everywhere; so are single letters. */
const names = new Set(['Crowsnest', 'ms', 'UTC', 'SHA'])

type Node = { readonly type: string; readonly [key: string]: unknown }
type Attribute = { readonly name: { readonly name: string }; readonly value: unknown }

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** Texts, spoken attributes, and literals that come out of the expressions between; not arguments, conditions or keys. */
export function untranslated(path: string, source: string): string[] {
  const pieces: string[] = []
  const visit = (node: Node): void => {
    if (node.type === 'JSXText') pieces.push(String(node.value))
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of childrenOf(node)) if (child.type === 'JSXExpressionContainer') pieces.push(...literals(child.expression))
    }
    if (node.type === 'JSXAttribute') {
      const { name, value } = node as unknown as Attribute
      if (spoken.has(name.name) && isNode(value))
        pieces.push(...literals(value.type === 'JSXExpressionContainer' ? value.expression : value))
    }
    for (const child of childrenOf(node)) visit(child)
  }
  visit(parseSync(path, source).program as unknown as Node)
  return pieces.flatMap(wordsIn)
}

/** The texts that an expression may turn out to be, as far as they stand in it. */
function literals(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateElement') return [(node.value as { cooked: string }).cooked]
  if (node.type === 'ConditionalExpression') return [...literals(node.consequent), ...literals(node.alternate)]
  if (node.type === 'LogicalExpression') return [...literals(node.left), ...literals(node.right)]
  return node.type === 'TemplateLiteral' ? childrenOf(node).flatMap(literals) : []
}

const wordsIn = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{M}’' ]+/u)
    .map((piece) => piece.trim())
    .filter((words) => /\p{L}{2}/u.test(words) && !words.split(' ').every((word) => names.has(word)))
