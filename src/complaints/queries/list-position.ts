import { z } from 'zod'
import type { FigureKey } from '@/obligations/store/figure-list'
import type { ListKey } from '../store/lists'

/** Tokens in an address that say where a page begins; unreadable ones mean the first page. */

const listKeySchema = z.tuple([z.uuid(), z.string().max(60), z.number().int(), z.number().int().nullable()])
const figureKeySchema = z.tuple([z.uuid(), z.iso.date()])

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function decode(token: string | undefined): unknown {
  if (!token) return null
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

export const listToken = ({ id, number, receivedAt, dueAt }: ListKey): string =>
  encode([id, number, receivedAt.getTime(), dueAt?.getTime() ?? null])

export function readListToken(token: string | undefined): ListKey | null {
  const parsed = listKeySchema.safeParse(decode(token))
  if (!parsed.success) return null
  const [id, number, receivedMs, dueMs] = parsed.data
  return { id, number, receivedAt: new Date(receivedMs), dueAt: dueMs === null ? null : new Date(dueMs) }
}

export const figureToken = ({ obligationId, startedOn }: FigureKey): string =>
  encode([obligationId, startedOn])

export function readFigureToken(token: string | undefined): FigureKey | null {
  const parsed = figureKeySchema.safeParse(decode(token))
  return parsed.success ? { obligationId: parsed.data[0], startedOn: parsed.data[1] } : null
}
