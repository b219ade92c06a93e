import { RefusedError } from '@/kernel/result'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { paymentFileNumber } from '../rules/payment-file'
import { listPaymentFiles, listPayments, payableTotals } from '../store/payment-lists'
import { findPaymentFile, type PaymentState } from '../store/payments'
import { unitChoices } from './choices'

const FILES_A_PAGE = 50
const LINES_A_PAGE = 100

/** What waits to be paid, and the files made so far. */
export async function paymentsView(ctx: Ctx, page: number) {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, 'refund.export')]
  const db = reader(ctx)
  const [waiting, files, units] = await Promise.all([
    payableTotals(db, scope),
    listPaymentFiles(db, scope, { limit: FILES_A_PAGE + 1, offset: (page - 1) * FILES_A_PAGE }),
    unitChoices(ctx, 'refund.pay'),
  ])
  return {
    waiting,
    files: files.slice(0, FILES_A_PAGE).map((file) => ({
      ...file,
      number: paymentFileNumber(file.seq),
      unitName: tree.unitById(file.unitId).name[ctx.locale],
      timeZone: tree.unitById(file.unitId).timeZone,
    })),
    hasNext: files.length > FILES_A_PAGE,
    page,
    /** Units the reader may pay for, the widest first. */
    units: units.map(({ id, label }) => ({ value: id, label })),
    canPay: may(ctx, 'refund.pay'),
  }
}
export type PaymentsView = Awaited<ReturnType<typeof paymentsView>>

/** One payment file with its lines. @throws RefusedError `not_found` */
export async function paymentFileView(ctx: Ctx, id: string, state: PaymentState | null, page: number) {
  const db = reader(ctx)
  const file = await findPaymentFile(db, id)
  const tree = await orgTree(ctx)
  const unit = file && tree.find(file.unitId)
  if (!file || !unit || !may(ctx, 'refund.export', unit.path)) throw new RefusedError({ code: 'not_found' })
  const lines = await listPayments(db, id, {
    state,
    limit: LINES_A_PAGE + 1,
    offset: (page - 1) * LINES_A_PAGE,
  })
  return {
    file: { ...file, number: paymentFileNumber(file.seq) },
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    lines: lines.slice(0, LINES_A_PAGE).map((line) => ({
      ...line,
      unitName: tree.unitById(line.unitId).name[ctx.locale],
    })),
    hasNext: lines.length > LINES_A_PAGE,
    state,
    page,
    canPay: may(ctx, 'refund.pay', unit.path),
  }
}
export type PaymentFileView = Awaited<ReturnType<typeof paymentFileView>>
