/** The kinds of channels in the reader's language. */
import type { KindInfo } from '#shared/catalog.ts'
import { hostWord } from '../../i18n/t.ts'
import { type Field, fieldsOf } from '../forms/fields.ts'

export const channelLabel = ({ id, label }: Pick<KindInfo, 'id' | 'label'>): string => hostWord(`channelKind.${id}.label`, label)
export const channelHelp = ({ id, help }: Pick<KindInfo, 'id' | 'help'>): string => hostWord(`channelKind.${id}.help`, help)
export const channelFields = ({ id, schema }: Pick<KindInfo, 'id' | 'schema'>): Field[] => fieldsOf(schema, `channelKind.${id}`)

type Secret = KindInfo['secrets'][number]
export const secretLabel = (kind: string, { name, label }: Secret): string => hostWord(`channelKind.${kind}.${name}.title`, label)
export const secretHelp = (kind: string, { name, help }: Secret): string => hostWord(`channelKind.${kind}.${name}.help`, help)
