import type { z } from 'zod'
import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { RefusedError, type Result } from '@/kernel/result'
import { openMatters } from '@/matters/service/open'
import { moveMatters } from '@/matters/store/write'
import { afterQuietHours } from '@/obligations/rules/ladder'
import { lockSubject, type NewFact, recordFacts } from '@/obligations/service/record'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { MOST_RECIPIENTS, readAudience } from '../rules/audience'
import type { decideBulkInput, requestBulkInput, sendBulkInput } from '../schema'
import { type BulkRow, bulkRows, insertRecipients, recipientsOf } from '../store/bulk'
import { templatesInForce } from '../store/templates'
import { queueMessages } from './queue'

/** Nobody is disturbed at night by a text to many; times of the unit's zone. */
export const BULK_QUIET_HOURS = { from: '21:00', to: '08:00' } as const
const CHUNK = 2_000
const TIMEOUT_MS = 120_000

export type BulkRequested = {
  readonly id: string
  readonly number: string
  readonly recipients: number
  readonly duplicates: number
}

/**
 * Asks for one text to many: approved words, an audience, a reason. Nothing is sent. Refusals: `template_missing`; at
 * `audience`: `audience_empty`, `audience_wrong_lines`, `audience_too_large`.
 */
export function requestBulk(
  ctx: Ctx,
  input: z.output<typeof requestBulkInput>,
): Promise<Result<BulkRequested>> {
  return withTransaction(
    ctx,
    async (ctx) => {
      const unit = (await orgTree(ctx)).unitById(input.unitId)
      mustBeAllowed(ctx, 'bulk.send', unit.path)
      const requestedBy = personOf(ctx)
      const { phones, duplicates, wrong, wrongLines } = readAudience(input.audience)
      const refuseAudience = (code: string) =>
        new RefusedError({
          code: 'invalid',
          params: { lines: wrongLines.join(', ') },
          fields: { audience: code },
        })
      if (wrong > 0) throw refuseAudience('audience_wrong_lines')
      if (phones.length === 0) throw refuseAudience('audience_empty')
      if (phones.length > MOST_RECIPIENTS) throw refuseAudience('audience_too_large')
      const template = (await templatesInForce(ctx.tx, [input.templateCode])).get(input.templateCode)
      if (!template)
        throw new RefusedError({ code: 'template_missing', params: { template: input.templateCode } })
      const customers = await findOrAddCustomers(
        ctx,
        phones.map((phone) => ({ phone, name: null })),
      )
      const now = ctx.clock()
      const [matter] = await openMatters(ctx, 'bulk_message', [
        {
          unitId: unit.id,
          customerId: null,
          ownerId: requestedBy,
          classCode: 'bulk_sms',
          channel: 'sms',
          state: 'requested',
          openedAt: now,
        },
      ])
      const { id, number } = matter!
      await ctx.tx.bulkMessage.create({
        data: {
          id,
          name: input.name,
          templateVersionId: template.versionId,
          locale: input.locale,
          reason: input.reason,
          state: 'requested',
          audienceSize: customers.length,
          requestedBy,
          requestedAt: now,
        },
      })
      await insertRecipients(ctx.tx, id, customers)
      const detail = { number, recipients: customers.length, template: input.templateCode }
      await audit(ctx, {
        action: 'bulk.requested',
        subjectType: 'bulk_message',
        subjectId: id,
        unitId: unit.id,
        detail,
      })
      return { id, number, recipients: customers.length, duplicates }
    },
    TIMEOUT_MS,
  )
}

/**
 * Approves this one sending, or rejects it with a reason. Refusals: `bulk_own_request` (nobody approves their own),
 * `bulk_not_requested`.
 */
export function decideBulk(ctx: Ctx, input: z.output<typeof decideBulkInput>): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    const bulk = await lockBulk(ctx, input.bulkId, 'bulk.approve')
    const decidedBy = personOf(ctx)
    if (bulk.state !== 'requested') throw new RefusedError({ code: 'bulk_not_requested' })
    if (bulk.requestedById === decidedBy) throw new RefusedError({ code: 'bulk_own_request' })
    if (input.decision === 'rejected' && input.note === '')
      throw new RefusedError({ code: 'invalid', fields: { note: 'field_required' } })
    const now = ctx.clock()
    await ctx.tx.bulkMessage.update({
      where: { id: bulk.id },
      data: { state: input.decision, decidedBy, decidedAt: now, decisionNote: input.note || null },
    })
    const isRejected = input.decision === 'rejected'
    await moveMatters(ctx.tx, [bulk.id], { state: input.decision, ...(isRejected ? { closedAt: now } : {}) })
    if (!isRejected)
      await recordFacts(ctx, [factOf(bulk, 'bulk_sms.approved', now, { by: 'distinct_person' })])
    await audit(ctx, {
      action: `bulk.${input.decision}`,
      subjectType: 'bulk_message',
      subjectId: bulk.id,
      unitId: bulk.unitId,
      detail: { number: bulk.number, ...(input.note ? { note: input.note } : {}) },
    })
    return null
  })
}

/**
 * Sends an approved text, once: to everybody of the audience, at once or when the night is over. Refusals:
 * `bulk_not_approved`, `gate_missing`.
 * @returns number of messages queued
 */
export function sendBulk(ctx: Ctx, { bulkId }: z.output<typeof sendBulkInput>): Promise<Result<number>> {
  return withTransaction(
    ctx,
    async (ctx) => {
      const bulk = await lockBulk(ctx, bulkId, 'bulk.send')
      if (bulk.state !== 'approved') throw new RefusedError({ code: 'bulk_not_approved' })
      const now = ctx.clock()
      const { timeZone } = (await orgTree(ctx)).unitById(bulk.unitId)
      await recordFacts(ctx, [factOf(bulk, 'bulk_sms.sent', now)])
      await ctx.tx.bulkMessage.update({
        where: { id: bulk.id },
        data: { state: 'sent', sentAt: now, sentBy: actorId(ctx) },
      })
      await moveMatters(ctx.tx, [bulk.id], { state: 'sent', closedAt: now })
      const customers = await recipientsOf(ctx.tx, bulk.id)
      const notBefore = new Date(afterQuietHours(now.getTime(), BULK_QUIET_HOURS, timeZone))
      for (let from = 0; from < customers.length; from += CHUNK) {
        await queueMessages(
          ctx,
          customers.slice(from, from + CHUNK).map((customerId) => ({
            key: `bulk:${bulk.id}:${customerId}`,
            channel: 'sms',
            customerId,
            templateCode: bulk.templateCode,
            versionId: bulk.templateVersionId,
            locale: bulk.locale,
            params: {},
            subject: { type: 'bulk_message', id: bulk.id },
            unitId: bulk.unitId,
            notBefore,
          })),
        )
      }
      await audit(ctx, {
        action: 'bulk.sent',
        subjectType: 'bulk_message',
        subjectId: bulk.id,
        unitId: bulk.unitId,
        detail: { number: bulk.number, recipients: customers.length },
      })
      return customers.length
    },
    TIMEOUT_MS,
  )
}

function personOf(ctx: Ctx): string {
  const id = actorId(ctx)
  if (id === null) throw new RefusedError({ code: 'not_allowed' })
  return id
}

async function lockBulk(ctx: TxCtx, id: string, permission: 'bulk.send' | 'bulk.approve'): Promise<BulkRow> {
  await lockSubject(ctx, { type: 'bulk_message', id })
  const [bulk] = await bulkRows(ctx.tx, { id, unitIds: null, skip: 0, limit: 1 })
  if (!bulk) throw new RefusedError({ code: 'not_found' })
  mustBeAllowed(ctx, permission, (await orgTree(ctx)).pathOf(bulk.unitId))
  return bulk
}

function factOf(
  bulk: BulkRow,
  type: 'bulk_sms.approved' | 'bulk_sms.sent',
  occurredAt: Date,
  attrs: Record<string, unknown> = {},
): NewFact {
  return {
    type,
    subject: { type: 'bulk_message', id: bulk.id },
    unitId: bulk.unitId,
    occurredAt,
    attrs: {
      kind: 'bulk_message',
      classCode: 'bulk_sms',
      channel: 'sms',
      ownerId: bulk.requestedById,
      number: bulk.number,
      recipients: bulk.audienceSize,
      ...attrs,
    },
  }
}
