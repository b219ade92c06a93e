import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, may, mustBeAllowed, reader } from '@/platform/context'
import type { MessageState } from '../rules/message'
import { type BulkRow, bulkOutcome, bulkRows } from '../store/bulk'
import { templateRows } from '../store/template-pages'

export const BULKS_PER_PAGE = 50

export async function bulkPage(
  ctx: Ctx,
  page: number,
): Promise<{ readonly rows: readonly BulkRow[]; readonly hasMore: boolean }> {
  const found = await bulkRows(reader(ctx), {
    id: null,
    unitIds: await scopeUnitIds(ctx, 'template.view'),
    skip: (page - 1) * BULKS_PER_PAGE,
    limit: BULKS_PER_PAGE,
  })
  return { rows: found.slice(0, BULKS_PER_PAGE), hasMore: found.length > BULKS_PER_PAGE }
}

export type BulkView = {
  readonly bulk: BulkRow
  readonly timeZone: string
  /** Texts by state, once it was sent. */
  readonly outcome: Readonly<Partial<Record<MessageState, number>>>
  readonly maySend: boolean
  readonly mayDecide: boolean
}

/** One bulk sending. @throws RefusedError `not_found`, `not_allowed` */
export async function bulkView(ctx: Ctx, id: string): Promise<BulkView> {
  const [bulk] = /^[0-9a-f-]{36}$/.test(id)
    ? await bulkRows(reader(ctx), { id, unitIds: null, skip: 0, limit: 1 })
    : []
  if (!bulk) throw new RefusedError({ code: 'not_found' })
  const unit = (await orgTree(ctx)).unitById(bulk.unitId)
  mustBeAllowed(ctx, 'template.view', unit.path)
  return {
    bulk,
    timeZone: unit.timeZone,
    outcome: await bulkOutcome(reader(ctx), id),
    maySend: bulk.state === 'approved' && may(ctx, 'bulk.send', unit.path),
    mayDecide:
      bulk.state === 'requested' &&
      may(ctx, 'bulk.approve', unit.path) &&
      bulk.requestedById !== actorId(ctx),
  }
}

/** Approved templates for bulk sending, with their words. */
export async function bulkTemplates(
  ctx: Ctx,
): Promise<{ code: string; name: LocalText; texts: LocalText }[]> {
  const rows = await templateRows(reader(ctx), null)
  return rows.flatMap(({ code, name, texts }) =>
    code.startsWith('bulk.') && texts ? [{ code, name, texts }] : [],
  )
}
