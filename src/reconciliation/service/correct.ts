import { RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { type RawCharge, understandCharge } from '../rules/charge-row'
import { lockImport, markCorrected, updateImport } from '../store/imports'
import { ChargeWriter } from './charge-writer'

/**
 * Takes a row again that could not be read, as somebody corrected it.
 * @returns refusals `not_found`, `charge_row_settled`, and what is still wrong with it, by field
 */
export async function correctCharge(
  ctx: Ctx,
  input: { readonly importId: string; readonly line: number; readonly raw: RawCharge },
): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const tree = await orgTree(tx)
    const file = await lockImport(tx.tx, input.importId)
    if (!file) throw new RefusedError({ code: 'not_found' })
    const unit = tree.unitById(file.unitId)
    mustBeAllowed(tx, 'reconciliation.run', unit.path)
    const now = tx.clock()
    const read = understandCharge(input.raw, now.getTime())
    if ('code' in read)
      throw new RefusedError({ code: read.code, fields: read.field ? { [read.field]: read.code } : {} })
    const row = { importId: file.id, line: input.line, byId: actorId(tx), at: now }
    if (!(await markCorrected(tx.tx, row))) throw new RefusedError({ code: 'charge_row_settled' })
    const written = await new ChargeWriter(file.id, tree, unit).write(
      tx.tx,
      [{ line: input.line, raw: input.raw }],
      now,
      {
        keepRejected: false,
      },
    )
    const [problem] = written.problems
    if (problem)
      throw new RefusedError({
        code: problem.problem.code,
        fields: { [problem.problem.field ?? 'branch']: problem.problem.code },
      })
    // It was counted as rejected, and is now one that is in.
    await updateImport(tx.tx, file.id, {
      counts: { processed: 0, added: written.added, known: written.known, rejected: -1 },
    })
    return null
  })
}
