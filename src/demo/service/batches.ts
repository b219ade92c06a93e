import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { beginBatchStep, tickSample } from '@/refunds/service/batch'
import { runBatch } from '@/refunds/service/batch-run'
import { uploadBatch } from '@/refunds/service/batch-upload'
import { localParts } from '@/ui/local-parts'
import { CITIES, ROOT } from '../rules/carrier'
import { type BatchStory, batchFile, NEW_BATCH, PAID_BATCH } from '../rules/office-stories'
import type { Cast } from './people'

const ZONE = 'Asia/Shanghai'
/** Line of the first batch's file on which the amount cannot be read. */
const WRONG_LINE = 12

/** Somebody at the carrier at a time of its history. */
export type Acting = (username: string, atMs: number) => Ctx

const acting =
  (ctx: Ctx, cast: Cast): Acting =>
  (username, atMs) => ({ ...ctx, actor: cast.byUsername(username), clock: () => new Date(atMs) })

/** A batch from its file to its approval in one morning; the payment of the week pays it. */
export async function approvedBatch(ctx: Ctx, cast: Cast, atMs: number): Promise<void> {
  if (await isThere(ctx, PAID_BATCH)) return
  const as = acting(ctx, cast)
  const batchId = await upload(as, PAID_BATCH, atMs, WRONG_LINE)
  await tick(as, batchId, atMs + HOUR_MS, 1)
  await step(as, 'quality', batchId, 'verify', atMs + HOUR_MS + 20 * MINUTE_MS)
  await step(as, 'gm', batchId, 'approve', atMs + 2 * HOUR_MS)
}

/** A batch of this morning whose sample somebody is looking at. */
export async function batchInSample(ctx: Ctx, cast: Cast, nowMs: number): Promise<void> {
  if (await isThere(ctx, NEW_BATCH)) return
  const as = acting(ctx, cast)
  const batchId = await upload(as, NEW_BATCH, nowMs - 3 * HOUR_MS, null)
  await tick(as, batchId, nowMs - 2 * HOUR_MS, 0.5)
}

const isThere = async (ctx: Ctx, { fileName }: BatchStory): Promise<boolean> =>
  (await reader(ctx).refundBatch.count({ where: { fileName } })) > 0

async function upload(as: Acting, story: BatchStory, atMs: number, wrongLine: number | null) {
  const quality = as('quality', atMs)
  const root = (await orgTree(quality)).byCode(ROOT)!
  const chargedAt = [3, 9, 15].map((days) => minuteOf(atMs - days * DAY_MS))
  const units = CITIES.slice(0, 3).flatMap(({ code }) => [`${code}_H1`, `${code}_H2`])
  const { id } = unwrap(
    await uploadBatch(
      quality,
      {
        unitId: root.id,
        cause: story.cause,
        fileName: story.fileName,
        bytes: new TextEncoder().encode(batchFile(story, chargedAt, units, wrongLine)),
      },
      { queue: false },
    ),
  )
  await runBatch(quality, id)
  return id
}

/** `2026-10-31 00:40` */
function minuteOf(ms: number): string {
  const { year, month, day, hour, minute } = localParts(new Date(ms), ZONE)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

/** Looks at this share of the sample, and finds it right. */
async function tick(as: Acting, batchId: string, atMs: number, share: number): Promise<void> {
  const quality = as('quality', atMs)
  const sample = await reader(quality).refundBatchSample.findMany({
    where: { batchId },
    orderBy: { errorId: 'asc' },
    select: { errorId: true },
  })
  for (const { errorId } of sample.slice(0, Math.ceil(sample.length * share)))
    unwrap(await tickSample(quality, { batchId, errorId, isRight: true, note: '话单与退订记录一致' }))
}

async function step(
  as: Acting,
  username: string,
  batchId: string,
  name: 'verify' | 'approve',
  atMs: number,
): Promise<void> {
  const who = as(username, atMs)
  unwrap(await beginBatchStep(who, batchId, { step: name }, { queue: false }))
  await runBatch(who, batchId)
}
