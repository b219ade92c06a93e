import { openAccount } from '@/customers/account'
import { newId } from '@/kernel/ids'
import type { Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, may, mustBeAllowed, reader, withTransaction } from '@/platform/context'
import { paymentFileNumber, paymentFileText } from '../rules/payment-file'
import { lockErrors } from '../store/errors'
import {
  findPaymentFile,
  insertPayments,
  linesOfFile,
  nextPaymentFileSeq,
  type PaymentFileRow,
  payableErrors,
  payLines,
} from '../store/payments'
import { changeErrors, refused } from './change'

/** Most payments of one file; what is left goes into the next. */
export const MOST_PAYMENTS = 100_000
const LONGEST_MS = 600_000

export type MadeFile = {
  readonly id: string
  readonly number: string
  readonly count: number
  readonly totalMinor: bigint
}

/**
 * Puts every approved refund of a unit and those below it into a new payment file, at once and once: the payments, the
 * refunds' new state and the file hold together or not at all. Whoever asks at the same time finds nothing left.
 */
export function makePaymentFile(
  ctx: Ctx,
  input: { readonly unitId: string; readonly currency: string; readonly batchId?: string | null },
): Promise<Result<MadeFile>> {
  return withTransaction(
    ctx,
    async (tx) => {
      const tree = await orgTree(tx)
      mustBeAllowed(tx, 'refund.pay', tree.unitById(input.unitId).path)
      const candidates = await payableErrors(tx.tx, {
        unitIds: tree.subtreeIds(input.unitId),
        currency: input.currency,
        batchId: input.batchId ?? null,
        limit: MOST_PAYMENTS,
      })
      // Locked in one order, then read again: another file may have taken some while we waited.
      const rows = await lockErrors(
        tx.tx,
        candidates.map(({ id }) => id),
      )
      const payable = rows.filter(({ state }) => state === 'approved' || state === 'failed')
      if (payable.length === 0) return refused({ code: 'refund_nothing_to_pay' })
      const now = tx.clock()
      const lines = await payLines(
        tx.tx,
        payable.map(({ id }) => id),
      )
      const payments = lines.map((line, index) => ({
        id: newId(now.getTime()),
        line: index + 1,
        errorId: line.errorId,
        attempt: line.attempts + 1,
        amountMinor: line.amountMinor,
      }))
      const id = newId(now.getTime())
      const seq = await nextPaymentFileSeq(tx.tx)
      const number = paymentFileNumber(seq)
      const { sha256, totalMinor } = paymentFileText(
        { number, currency: input.currency, createdAt: now },
        lines.map((line, index) => lineOf({ ...line, paymentId: payments[index]!.id })),
      )
      await insertPayments(tx.tx, id, input.currency, payments)
      await tx.tx.paymentFile.create({
        data: {
          id,
          seq,
          unitId: input.unitId,
          currency: input.currency,
          rowCount: payments.length,
          totalMinor,
          sha256,
          createdById: actorId(tx),
          createdAt: now,
        },
      })
      const paymentOf = new Map(payments.map((payment) => [payment.errorId, payment.id]))
      const { refused: refusals } = await changeErrors(
        { ...tx, clock: () => now },
        payable.map((row) => row.id),
        (row) => ({
          change: {
            patch: { state: 'sent', sent_at: now, fail_reason: null },
            fact: {
              type: 'billing.refund_sent',
              attrs: {
                paymentId: paymentOf.get(row.id),
                fileNumber: number,
                amountMinor: String(row.refundMinor),
              },
            },
          },
        }),
      )
      // A gate that refuses one payment refuses the file: its total has been written down.
      const [first] = refusals.values()
      if (first) return refused(first)
      await audit(tx, {
        action: 'refund.pay',
        subjectType: 'payment_file',
        subjectId: id,
        unitId: input.unitId,
        detail: { number, count: payments.length, totalMinor: String(totalMinor), currency: input.currency },
      })
      return { id, number, count: payments.length, totalMinor }
    },
    LONGEST_MS,
  )
}

const lineOf = (row: {
  readonly paymentId: string
  readonly number: string
  readonly accountEnc: Uint8Array
  readonly amountMinor: bigint
  readonly period: string
  readonly service: string
  readonly chargeRef: string | null
}) => ({
  paymentId: row.paymentId,
  errorNumber: row.number,
  account: openAccount(row.accountEnc),
  amountMinor: row.amountMinor,
  period: row.period,
  service: row.service,
  chargeRef: row.chargeRef,
})

/**
 * The text of a payment file, made again from its payments and held to the checksum it was made with: after a crash or a
 * lost download it is the same file. Leaves an audit row, because it holds accounts in clear.
 * @throws Error when it no longer comes to its checksum
 */
export async function paymentFileOf(
  ctx: Ctx,
  fileId: string,
): Promise<Result<{ readonly file: PaymentFileRow; readonly name: string; readonly text: string }>> {
  const file = await findPaymentFile(reader(ctx), fileId)
  const unit = file && (await orgTree(ctx)).find(file.unitId)
  if (!file || !unit || !may(ctx, 'refund.pay', unit.path))
    return { ok: false, refusal: { code: 'not_found' } }
  const number = paymentFileNumber(file.seq)
  const lines = (await linesOfFile(reader(ctx), fileId)).map(lineOf)
  const { text, sha256 } = paymentFileText(
    { number, currency: file.currency, createdAt: file.createdAt },
    lines,
  )
  if (sha256 !== file.sha256) throw new Error(`payment file ${number} no longer comes to its checksum`)
  await audit(ctx, {
    action: 'refund.download_file',
    subjectType: 'payment_file',
    subjectId: fileId,
    unitId: file.unitId,
    detail: { number },
  })
  return { ok: true, value: { file, name: `${number}.csv`, text } }
}
