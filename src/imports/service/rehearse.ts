import { casesByRef } from '@/complaints/service/import-cases'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import type { RawRow } from '../rules/csv'
import { type ImportReport, ReportBuilder } from '../rules/report'
import type { Batch } from '../store/batches'
import { runnerFor, type SeenRows, sortRows, unitOf } from './chunk'
import { readOptionsOf } from './draft'
import { dataRows } from './look'
import { CHUNK_ROWS } from './run'

export type Rehearsal = {
  readonly processed: number
  readonly added: number
  readonly duplicates: number
  readonly rejected: number
  /** As of a real run; branches that are yet to be made stand under their codes, obligations are not judged. */
  readonly report: ImportReport
}

/** Reads all rows of a draft as a run would and tells what would come of it, without writing anything. */
export async function rehearse(ctx: Ctx, batch: Batch, path?: string): Promise<Rehearsal> {
  const tree = await orgTree(ctx)
  const seen: SeenRows = new Map()
  const counts = { processed: 0, added: 0, duplicates: 0, rejected: 0 }
  let report = new ReportBuilder(batch.report)
  let runner: Awaited<ReturnType<typeof runnerFor>> | null = null
  let chunk: RawRow[] = []
  const flush = async (): Promise<void> => {
    if (!runner || chunk.length === 0) return
    const { good, repeated, rejected, seen: fresh } = sortRows(chunk, runner, seen, ctx.clock())
    for (const [ref, row] of fresh) seen.set(ref, row)
    const known = await casesByRef(
      ctx,
      good.map(({ ref }) => ref),
    )
    for (const { row, ref } of good) {
      if (known.has(ref)) continue
      report.added(row, row.branch?.to === 'new' ? row.branch.code : unitOf(row, batch), 0)
      counts.added += 1
    }
    for (const { row, problems } of rejected) report.rejected(row.line, problems)
    counts.processed += chunk.length
    counts.duplicates += repeated.length + known.size
    counts.rejected += rejected.length
    chunk = []
    report = new ReportBuilder(report.result())
  }
  for await (const { headers, rows } of dataRows(readOptionsOf(batch, batch.mapping, path))) {
    runner ??= await runnerFor(ctx, batch, tree, headers)
    for (const row of rows) {
      chunk.push(row)
      if (chunk.length >= CHUNK_ROWS) await flush()
    }
  }
  await flush()
  return { ...counts, report: report.result() }
}
