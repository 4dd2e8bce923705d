/** What is wrong with the shape of a pack's file, as sentences: what is missing, what is of another sort, what nobody knows. */
import type { z } from 'zod'

const sorts: Readonly<Record<string, string>> = {
  ...{ string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', null: 'null' },
  ...{ object: 'an object in braces', record: 'an object in braces' },
}

/** One sentence for one issue of the schema. */
export function shapeWords(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'The file' : issue.path.join('.')
  switch (issue.code) {
    case 'invalid_type': {
      const sort = sorts[issue.expected] ?? issue.expected
      if (issue.message.endsWith('received undefined')) return `${place} is missing: it must be ${sort}.`
      return `${place} must be ${sort}.`
    }
    case 'unrecognized_keys':
      return `${place} has ${issue.keys.map((key) => `“${key.slice(0, 60)}”`).join(', ')}, which this version does not know.`
    case 'too_small':
      return `${place} ${sized(issue.origin) ? `needs at least ${countOf(issue.minimum, issue.origin)}` : `must be at least ${issue.minimum}`}.`
    case 'too_big':
      return `${place} ${sized(issue.origin) ? `has more than ${countOf(issue.maximum, issue.origin)}` : `must be at most ${issue.maximum}`}.`
    case 'invalid_key':
      return `${place} is no name of a part: small letters, digits and hyphens, a letter first.`
    case 'invalid_union': {
      const [first] = issue.errors.flat()
      return first === undefined || issue.errors.length !== 1
        ? `${place} is none of the forms that it may have.`
        : shapeWords({ ...first, path: [...issue.path, ...first.path] })
    }
    case 'invalid_value':
      return issue.message.startsWith('Invalid')
        ? `${place} must be ${issue.values.map(String).join(' or ')}.`
        : joined(place, issue.message)
    default:
      return joined(place, issue.message)
  }
}

/** The schema's own words. */
const joined = (place: string, words: string): string => `${place}: ${words}.`
const sized = (origin: string): boolean => origin === 'string' || origin === 'array'
const countOf = (count: number | bigint, origin: string): string =>
  `${count} ${origin === 'string' ? 'character' : 'entr'}${origin === 'string' ? (Number(count) === 1 ? '' : 's') : Number(count) === 1 ? 'y' : 'ies'}`
