/** Pages of documents, and the counts of every state beside them. */
import { useMemo } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import type { DocumentRow } from '#shared/contract/packs.ts'
import { client } from '../../bridge/host.ts'
import { type Pages, usePages } from './usePages.ts'

export type DocumentQuestion = Omit<Input<'business.documents'>, 'after' | 'limit'>
export type Board = Output<'business.documents'>['board']

const pageSize = 100

export function useDocuments(question: DocumentQuestion): Pages<DocumentRow, Board> {
  const key = JSON.stringify(question)
  const read = useMemo(() => {
    const asked = JSON.parse(key) as DocumentQuestion
    return async (after: string | undefined) => {
      const { documents, next, board } = await client['business.documents']({ ...asked, ...(after && { after }), limit: pageSize })
      return { rows: documents, next, more: board }
    }
  }, [key])
  return usePages(key, read, pageSize)
}

export const keyOf = ({ chainId, type, id }: Pick<DocumentRow, 'chainId' | 'type' | 'id'>): string => `${chainId}:${type}:${id}`
