import { newId } from '@/kernel/ids'
import { ok, RefusedError, type Result, refuse } from '@/kernel/result'
import { actorId, type Ctx, reader, withTransaction } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'

const { sql } = Prisma

/** Filters of the work list somebody keeps under a name of their own. */
export type SavedView = { readonly id: string; readonly name: string; readonly query: string }

const PAGE = 'complaints'
/** As many as fit above a list. */
export const MOST_VIEWS = 20

export async function savedViews(ctx: Ctx): Promise<SavedView[]> {
  const staffId = actorId(ctx)
  if (staffId === null) return []
  return ask<SavedView>(
    reader(ctx),
    sql`
    SELECT id, name, query FROM saved_view WHERE staff_id = ${staffId}::uuid AND page = ${PAGE} ORDER BY created_at`,
  )
}

/** Keeps the filters under the name; a name used before now means these. */
export function saveView(ctx: Ctx, input: { name: string; query: string }): Promise<Result<SavedView>> {
  return withTransaction(ctx, async (tx) => {
    const staffId = actorId(tx)
    if (staffId === null) throw new RefusedError({ code: 'signed_out' })
    const now = tx.clock()
    const key = { staffId, page: PAGE, name: input.name }
    const isKnown = await tx.tx.savedView.findUnique({ where: { staffId_page_name: key } })
    if (!isKnown && (await tx.tx.savedView.count({ where: { staffId, page: PAGE } })) >= MOST_VIEWS)
      throw new RefusedError({ code: 'views_too_many', params: { limit: MOST_VIEWS } })
    const { id, name, query } = await tx.tx.savedView.upsert({
      where: { staffId_page_name: key },
      create: { id: newId(now.getTime()), ...key, query: input.query, createdAt: now },
      update: { query: input.query },
    })
    return { id, name, query }
  })
}

export async function removeView(ctx: Ctx, id: string): Promise<Result<{ id: string }>> {
  const staffId = actorId(ctx)
  if (staffId === null) return refuse('signed_out')
  const { count } = await reader(ctx).savedView.deleteMany({ where: { id, staffId } })
  return count === 1 ? ok({ id }) : refuse('not_found')
}
