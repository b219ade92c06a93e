import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, withTransaction } from '@/platform/context'
import type { RowFault } from '../rules/csv'
import type { Problem } from '../rules/problems'
import { ReportBuilder } from '../rules/report'
import { wellFormed } from '../rules/values'
import type { Resend } from '../schema'
import { linesOfTickets } from '../store/batch-list'
import { keepCorrection, lockRejected, markCorrected, type RejectedRow, updateBatch } from '../store/batches'
import { runnerFor, sortRows, takeRows, unitOf } from './chunk'
import { heldBatch } from './draft'

export type Resent = {
  readonly added: number
  readonly duplicates: number
  /** Rows that still cannot be taken; what was typed is kept. */
  readonly rejected: number
}

const ticketOf = (line: number): Problem => ({ code: 'ticket_repeated', field: 'ticket', params: { line } })

/** A row that could not be cut into cells still cannot while nobody has put anything right in it. */
function openFault(
  { id, cells, problems }: RejectedRow,
  typed: ReadonlyMap<string, readonly string[]>,
): RowFault | null {
  const now = typed.get(id) ?? []
  const isSame = now.every((cell, place) => cell === (cells[place] ?? ''))
  return isSame && problems.some(({ code }) => code === 'quote_open') ? 'quote_open' : null
}

/** Sends corrected rows again. What was typed is kept in any case; a row that is right now becomes a case. */
export function resendRows(ctx: Ctx, input: Resend): Promise<Result<Resent>> {
  return withTransaction(
    ctx,
    async (tx) => {
      const { batch, tree } = await heldBatch(tx, input.batchId)
      if (batch.status === 'draft') throw new RefusedError({ code: 'not_found' })
      const typed = new Map(input.rows.map((row) => [row.id, row.cells.map(wellFormed)]))
      const waiting = await lockRejected(tx.tx, batch.id, [...typed.keys()])
      const idOfLine = new Map(waiting.map(({ id, line }) => [line, id]))
      const rows = waiting.map((row) => ({
        line: row.line,
        cells: typed.get(row.id) ?? [],
        fault: openFault(row, typed),
      }))
      const runner = await runnerFor(tx, batch, tree, batch.profile.headers)
      const now = tx.clock()
      const { good, repeated, rejected } = sortRows(rows, runner, new Map(), now)
      // A ticket that another row of this very file came in with is a slip, not the same case once more.
      const takenBy = await linesOfTickets(
        tx.tx,
        batch.id,
        good.map(({ ref }) => ref),
      )
      const free = good.filter(({ ref }) => !takenBy.has(ref))
      const { added, known } = await takeRows(tx, runner, free)
      const report = new ReportBuilder(batch.report)
      for (const { row, ref, raw } of free) {
        const made = added.get(ref)
        if (made) report.added(row, unitOf(row, batch), made.obligations)
        const complaintId = made?.id ?? known.get(ref)!
        await markCorrected(tx.tx, idOfLine.get(raw.line)!, { complaintId, by: actorId(tx), at: now })
      }
      // Two of the sent rows are the same: the first became the case, the other waits for somebody to tell them apart.
      const again = [
        ...repeated.map((row) => ({ row, problems: [ticketOf(row.line)] })),
        ...good.flatMap(({ raw, ref }) => {
          const line = takenBy.get(ref)
          return line === undefined ? [] : [{ row: raw, problems: [ticketOf(line)] }]
        }),
      ]
      for (const { row, problems } of [...rejected, ...again])
        await keepCorrection(tx.tx, idOfLine.get(row.line)!, row.cells, problems)
      const resent = {
        added: added.size,
        duplicates: free.length - added.size,
        rejected: rejected.length + again.length,
      }
      await updateBatch(tx.tx, batch.id, {
        report: report.result(),
        counts: { added: resent.added, duplicates: resent.duplicates, rejected: -free.length },
      })
      await audit(tx, {
        action: 'import.corrected',
        subjectType: 'import_batch',
        subjectId: batch.id,
        unitId: batch.unitId,
        detail: { ...resent, lines: free.slice(0, 50).map(({ raw }) => raw.line) },
      })
      return resent
    },
    60_000,
  )
}
