import type { z } from 'zod'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { GAP } from '../catalogue/placeholders'
import { type Placeholder, templateProblems } from '../rules/template'
import type {
  decideTemplateInput,
  newBulkTemplateInput,
  proposeTemplateInput,
  saveTemplateInput,
} from '../schema'

type Locked = { readonly id: string; readonly code: string; readonly placeholders: readonly Placeholder[] }

/**
 * Saves the words as the template's draft, begun with the next number when none is open. A proposed version goes back
 * to being a draft: what is decided is what was read. Refusals at fields `texts.<locale>`: `template_text_*`,
 * `template_placeholder_*`, `template_braces_loose`.
 */
export function saveTemplate(
  ctx: Ctx,
  { code, texts, note }: z.output<typeof saveTemplateInput>,
): Promise<Result<{ readonly versionId: string }>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'template.draft')
    const template = await lockTemplate(ctx, code)
    mustBeSound(texts, template.placeholders)
    const now = ctx.clock()
    const open = await ctx.tx.messageTemplateVersion.findFirst({
      where: { templateId: template.id, status: { in: ['draft', 'proposed'] } },
    })
    const words = { texts, note, status: 'draft', draftedBy: actorId(ctx), draftedAt: now }
    const versionId = open?.id ?? newId(now.getTime())
    if (open) await ctx.tx.messageTemplateVersion.update({ where: { id: open.id }, data: words })
    else {
      const last = await ctx.tx.messageTemplateVersion.aggregate({
        where: { templateId: template.id },
        _max: { version: true },
      })
      const version = (last._max.version ?? 0) + 1
      await ctx.tx.messageTemplateVersion.create({
        data: { ...words, id: versionId, templateId: template.id, version },
      })
    }
    await audit(ctx, {
      action: 'template.saved',
      subjectType: 'template',
      subjectId: template.id,
      detail: { code },
    })
    return { versionId }
  })
}

/** Adds a template for bulk sending with its first draft; its words have no gaps but the carrier's name. */
export function newBulkTemplate(
  ctx: Ctx,
  { code, name, texts }: z.output<typeof newBulkTemplateInput>,
): Promise<Result<{ readonly code: string }>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'template.draft')
    if (await ctx.tx.messageTemplate.findUnique({ where: { code } }))
      throw new RefusedError({ code: 'invalid', fields: { code: 'template_code_taken' } })
    const placeholders: readonly Placeholder[] = [GAP.carrier]
    mustBeSound(texts, placeholders)
    const now = ctx.clock()
    const id = newId(now.getTime())
    await ctx.tx.messageTemplate.create({
      data: { id, code, channel: 'sms', name, placeholders: [GAP.carrier], createdAt: now },
    })
    await ctx.tx.messageTemplateVersion.create({
      data: {
        id: newId(now.getTime()),
        templateId: id,
        version: 1,
        status: 'draft',
        texts,
        draftedBy: authorOf(ctx),
        draftedAt: now,
      },
    })
    await audit(ctx, { action: 'template.saved', subjectType: 'template', subjectId: id, detail: { code } })
    return { code }
  })
}

/** Hands the draft in for a second person to decide. Refusal: `template_not_draft`. */
export function proposeTemplate(
  ctx: Ctx,
  { versionId }: z.output<typeof proposeTemplateInput>,
): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'template.draft')
    const version = await lockVersion(ctx, versionId)
    if (version.status !== 'draft') throw new RefusedError({ code: 'template_not_draft' })
    await ctx.tx.messageTemplateVersion.update({ where: { id: versionId }, data: { status: 'proposed' } })
    await audit(ctx, { action: 'template.proposed', subjectType: 'template', subjectId: version.templateId })
    return null
  })
}

/**
 * Approves the proposed words, which are sent from now on, or rejects them with a reason.
 * Refusals: `template_not_proposed`, `template_own_words` (nobody approves their own), `reason_required`.
 */
export function decideTemplate(
  ctx: Ctx,
  { versionId, decision, note }: z.output<typeof decideTemplateInput>,
): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'template.approve')
    const version = await lockVersion(ctx, versionId)
    if (version.status !== 'proposed') throw new RefusedError({ code: 'template_not_proposed' })
    if (version.draftedBy === actorId(ctx)) throw new RefusedError({ code: 'template_own_words' })
    if (decision === 'rejected' && note === '')
      throw new RefusedError({ code: 'invalid', fields: { note: 'field_required' } })
    await ctx.tx.messageTemplateVersion.update({
      where: { id: versionId },
      data: {
        status: decision,
        decidedBy: authorOf(ctx),
        decidedAt: ctx.clock(),
        decisionNote: note || null,
      },
    })
    await audit(ctx, {
      action: `template.${decision}`,
      subjectType: 'template',
      subjectId: version.templateId,
      detail: { version: version.version, ...(note ? { note } : {}) },
    })
    return null
  })
}

function authorOf(ctx: Ctx): string {
  const id = actorId(ctx)
  if (id === null) throw new RefusedError({ code: 'not_allowed' })
  return id
}

async function lockTemplate(ctx: TxCtx, code: string): Promise<Locked> {
  authorOf(ctx)
  const [row] = await ctx.tx.$queryRaw<Locked[]>`
    SELECT id, code, placeholders FROM message_template WHERE code = ${code} FOR UPDATE`
  if (!row) throw new RefusedError({ code: 'not_found' })
  return row
}

async function lockVersion(ctx: TxCtx, versionId: string) {
  await ctx.tx.$queryRaw`
    SELECT id FROM message_template WHERE id = (SELECT template_id FROM message_template_version WHERE id = ${versionId}::uuid)
       FOR UPDATE`
  const version = await ctx.tx.messageTemplateVersion.findUnique({ where: { id: versionId } })
  if (!version) throw new RefusedError({ code: 'not_found' })
  return version
}

function mustBeSound(texts: LocalText, placeholders: readonly Placeholder[]): void {
  const problems = templateProblems(texts, placeholders)
  if (problems.length === 0) return
  throw new RefusedError({
    code: 'invalid',
    fields: Object.fromEntries(problems.reverse().map(({ code, locale }) => [`texts.${locale}`, code])),
  })
}
