import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { closeGroup } from '@/complaints/service/groups'
import { messageReactions } from '@/flows/messages'
import { sessionOfBearer } from '@/identity/api-token'
import { beginImport } from '@/imports/service/draft'
import { runImport } from '@/imports/service/run'
import { startImport } from '@/imports/service/start'
import { receiveSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { decideBulk, requestBulk, sendBulk } from '@/messaging/service/bulk'
import { deliverOutbox } from '@/messaging/service/deliver'
import { decideTemplate, newBulkTemplate, proposeTemplate } from '@/messaging/service/templates'
import { createToken, revokeToken } from '@/organisation/service/tokens'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { CITIES, ROOT } from '../rules/carrier'
import { audienceOf, FRAUD_WARNING, oldRegister } from '../rules/office-stories'
import type { Cast } from './people'

/** Ten in the morning, local time, so many days ago. */
const tenOn = (nowMs: number, daysAgo: number): number =>
  nowMs - daysAgo * DAY_MS - ((nowMs - daysAgo * DAY_MS) % DAY_MS) + 2 * HOUR_MS

/**
 * What the offices of the carrier did lately besides its cases: a text to many, the billing system's token, the register
 * of an old system, a decided warning. Each only where there is none of its kind yet.
 */
export async function liveBackOffice(ctx: Ctx, cast: Cast, nowMs: number): Promise<void> {
  const as = (username: string, atMs: number): Ctx => ({
    ...ctx,
    actor: cast.byUsername(username),
    clock: () => new Date(atMs),
  })
  const db = reader(ctx)
  if ((await db.bulkMessage.count()) === 0) await textMany(as, nowMs)
  if ((await db.apiToken.count()) === 0) await connectBilling(as, nowMs)
  if ((await db.importBatch.count()) === 0) await takeOldRegister(as, nowMs)
  if ((await db.complaintGroup.count({ where: { state: { not: 'open' } } })) === 0)
    await decideGroups(as, nowMs)
}

type As = (username: string, atMs: number) => Ctx

/** One sending was approved and went out, another waits to be approved. */
async function textMany(as: As, nowMs: number): Promise<void> {
  const [draftedMs, sentMs] = [tenOn(nowMs, 12), tenOn(nowMs, 9)]
  const quality = as('quality', draftedMs)
  unwrap(await newBulkTemplate(quality, FRAUD_WARNING))
  const { id: versionId } = await reader(quality).messageTemplateVersion.findFirstOrThrow({
    where: { template: { code: FRAUD_WARNING.code } },
    select: { id: true },
  })
  unwrap(await proposeTemplate(quality, { versionId }))
  unwrap(await decideTemplate(as('gm', draftedMs + HOUR_MS), { versionId, decision: 'approved', note: '' }))

  const tree = await orgTree(quality)
  const base = { templateCode: FRAUD_WARNING.code, locale: 'zh-CN' } as const
  const sent = unwrap(
    await requestBulk(as('branch', sentMs), {
      ...base,
      unitId: tree.byCode(CITIES[0]!.code)!.id,
      name: '平川市防诈骗提醒',
      reason: '平川市公安局通报本周发生多起冒充客服的诈骗',
      audience: audienceOf('sent', 48),
    }),
  )
  const approvedMs = sentMs + 40 * MINUTE_MS
  unwrap(
    await decideBulk(as('gm', approvedMs), {
      bulkId: sent.id,
      decision: 'approved',
      note: '内容与公安通报一致',
    }),
  )
  const sender = as('branch', approvedMs + 10 * MINUTE_MS)
  unwrap(await sendBulk(sender, { bulkId: sent.id }))
  await deliverOutbox(sender, { adapters: [simulatorAdapter()], react: messageReactions, random: () => 0.5 })

  unwrap(
    await requestBulk(as('branch', nowMs - 90 * MINUTE_MS), {
      ...base,
      unitId: tree.byCode(CITIES[0]!.code)!.id,
      name: '西河县老年客户防诈骗提醒',
      reason: '县老龄委请求向六十岁以上客户再提醒一次',
      audience: audienceOf('waiting', 120),
    }),
  )
}

/** The billing system has a token in use, after one that was replaced. What the tokens are is kept nowhere. */
async function connectBilling(as: As, nowMs: number): Promise<void> {
  const [firstMs, secondMs] = [tenOn(nowMs, 160), tenOn(nowMs, 30)]
  const admin = as('admin', firstMs)
  const unitId = (await orgTree(admin)).byCode(ROOT)!.id
  const asked = { name: '计费系统BOSS', unitId }
  const first = unwrap(await createToken(admin, asked))
  await use(admin, first.token, secondMs - DAY_MS)
  const { token } = unwrap(await createToken(as('admin', secondMs), asked))
  unwrap(await revokeToken(as('admin', secondMs + 2 * HOUR_MS), { tokenId: first.id }))
  await use(admin, token, nowMs - 12 * MINUTE_MS)
}

async function use(ctx: Ctx, token: string, atMs: number): Promise<void> {
  unwrap(
    await sessionOfBearer(ctx.db, token, new Request('http://localhost/api/v1'), {
      clock: () => new Date(atMs),
    }),
  )
}

/** Closed cases from before the carrier's promises, out of a spreadsheet in which two rows cannot be read. */
async function takeOldRegister(as: As, nowMs: number): Promise<void> {
  const quality = as('quality', tenOn(nowMs, 6))
  const days = [420, 415, 409, 401, 396].map((daysAgo) =>
    new Date(nowMs - daysAgo * DAY_MS).toISOString().slice(0, 10),
  )
  const branches = CITIES.slice(2, 4).map(({ name }) => name['zh-CN'])
  const bytes = new TextEncoder().encode(oldRegister(days, branches))
  const source = await receiveSource(onePiece(bytes))
  if (typeof source === 'string') throw new Error(source)
  const unitId = (await orgTree(quality)).byCode(ROOT)!.id
  const { id } = unwrap(await beginImport(quality, { fileName: '旧工单系统台账.csv', source, unitId }))
  unwrap(await startImport(quality, id, { queue: false }))
  unwrap(await runImport(quality, id))
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const GROUP_WORDS = {
  confirmed: '核查属实，原因已消除，逐户回访并统一答复。',
  dismissed: '各户原因不同，没有共同成因，按单件办理。',
} as const

/** Warnings of some weeks ago were looked into, not all of them with cause; newer ones still wait. */
async function decideGroups(as: As, nowMs: number): Promise<void> {
  const open = await reader(as('quality', nowMs)).complaintGroup.findMany({
    where: { state: 'open', openedAt: { lt: new Date(nowMs - 14 * DAY_MS) } },
    orderBy: { openedAt: 'asc' },
    select: { id: true, openedAt: true },
  })
  for (const [i, { id, openedAt }] of open.entries()) {
    const state = i % 3 === 2 ? 'dismissed' : 'confirmed'
    const officer = as('quality', openedAt.getTime() + 26 * HOUR_MS)
    unwrap(await closeGroup(officer, { groupId: id, state, note: GROUP_WORDS[state] }))
  }
}
