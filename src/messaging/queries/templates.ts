import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import { type TemplateRow, templateRows, type VersionRow, versionRows } from '../store/template-pages'

/** Codes and names, for filters. */
export async function templateCodes(ctx: Ctx): Promise<{ code: string; name: LocalText }[]> {
  const rows = await reader(ctx).messageTemplate.findMany({
    select: { code: true, name: true },
    orderBy: { code: 'asc' },
  })
  return rows.map(({ code, name }) => ({ code, name: name as LocalText }))
}

export const templateList = (ctx: Ctx): Promise<TemplateRow[]> => templateRows(reader(ctx), null)

export type TemplateView = {
  readonly template: TemplateRow
  readonly versions: readonly VersionRow[]
  /** The version being worked on. */
  readonly open: VersionRow | null
  readonly mayDraft: boolean
  /** The reader may decide the proposed version: has the right and did not write it. */
  readonly mayDecide: boolean
}

/** One template with its versions. @throws RefusedError `not_found` */
export async function templateView(ctx: Ctx, code: string): Promise<TemplateView> {
  const [template] = await templateRows(reader(ctx), code)
  if (!template) throw new RefusedError({ code: 'not_found' })
  const versions = await versionRows(reader(ctx), template.id)
  const open = versions.find(({ status }) => status === 'draft' || status === 'proposed') ?? null
  return {
    template,
    versions,
    open,
    mayDraft: may(ctx, 'template.draft'),
    mayDecide:
      open?.status === 'proposed' && may(ctx, 'template.approve') && open.draftedById !== actorId(ctx),
  }
}
