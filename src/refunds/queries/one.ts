import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { RefusedError } from '@/kernel/result'
import { subjectClocks } from '@/matters/queries/clocks'
import { factsForTimeline, obligationHistory } from '@/obligations/queries/timeline'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { dueInWords } from '../rules/due-in-words'
import {
  approvalsNeeded,
  ERROR_ACTIONS,
  type ErrorAction,
  mayHappenIn,
  NEEDS,
  ownWorkRefusal,
} from '../rules/states'
import { previewDue } from '../service/preview'
import { errorClasses } from '../store/classes'
import { correctionsOf } from '../store/corrections'
import { ledgerEntries } from '../store/ledger-read'
import { secondAbove } from '../store/limits'
import { approvalsOf, type ErrorPageRow, errorByNumber, filesOfError, paymentsOf } from '../store/one'

/** A billing error the reader may see, by number or id, with its unit. @throws RefusedError `not_found` otherwise */
export async function seeError(ctx: Ctx, number: string): Promise<{ row: ErrorPageRow; unit: OrgUnit }> {
  const row = await errorByNumber(reader(ctx), number)
  const unit = row && (await orgTree(ctx)).find(row.unitId)
  if (!row || !unit || !may(ctx, 'refund.view', unit.path)) throw new RefusedError({ code: 'not_found' })
  return { row, unit }
}

/** An action the reader's role allows here; `refusal` says in words why it cannot be taken now. */
export type OfferedErrorAction = { readonly action: ErrorAction; readonly refusal: string | null }

const ENTRIES_SHOWN = 40

/** Everything the page of one error shows. */
export async function errorView(ctx: Ctx, number: string) {
  const { row, unit } = await seeError(ctx, number)
  const db = reader(ctx)
  const now = ctx.clock()
  const [approvals, corrections] = [await approvalsOf(db, row.id), await correctionsOf(db, row.id)]
  const [classes, customers, payments, files, entries, clocks, facts, history, limits] = await Promise.all([
    errorClasses(db),
    maskedCustomers(ctx, row.customerId ? [row.customerId] : []),
    paymentsOf(db, row.id),
    filesOfError(db, row.id),
    ledgerEntries(
      db,
      { unitIds: null, account: null, errorId: row.id, currency: null, fromAt: null, beforeAt: null },
      { limit: ENTRIES_SHOWN, offset: 0 },
    ),
    subjectClocks(ctx, row.id),
    factsForTimeline(ctx, row.id),
    obligationHistory(ctx, row.id),
    secondAbove(db, [{ unitId: row.unitId, currency: row.currency }]),
  ])
  const hands = {
    ...row,
    correctorIds: corrections.map(({ correctedById }) => correctedById),
    approverIds: approvals.map(({ approverId }) => approverId),
  }
  const classNamed = (code: string) => classes.find((each) => each.code === code)?.name[ctx.locale] ?? code
  const secondAboveMinor = limits.get(`${row.unitId}/${row.currency}`) ?? 0n
  const offered = ERROR_ACTIONS.filter(
    (action) => may(ctx, NEEDS[action], unit.path) && mayHappenIn(action, row.state),
  )
  const actions: OfferedErrorAction[] = await Promise.all(
    offered.map(async (action) => {
      const refusal =
        action === 'approve'
          ? ownWorkRefusal(actorId(ctx), hands)
          : action === 'correct' && approvals.length > 0
            ? { code: 'refund_correct_approved', params: { number: row.number } }
            : null
      return {
        action,
        refusal: refusal ? (await refusalWords(refusal, ctx.locale)).message : null,
      }
    }),
  )
  const isUndecided = row.state === 'reported' || row.state === 'checked'
  const expected = isUndecided ? await previewDue(ctx, row) : null
  return {
    error: row,
    /** What would be due if it were verified as reported, before anybody has decided. */
    expected: expected?.ok
      ? { steps: expected.value.steps, refundMinor: BigInt(expected.value.refundMinor) }
      : null,
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    className: classNamed(row.classCode),
    /** Classes it may be corrected to: those in use, and its own. */
    classChoices: classes
      .filter(({ code, isClosed }) => !isClosed || code === row.classCode)
      .map(({ code }) => ({ value: code, label: classNamed(code) })),
    account: maskAccount(openAccount(row.accountEnc)),
    customer: customers.get(row.customerId ?? '') ?? null,
    working: row.steps ? dueInWords(row.steps, row.currency, ctx.locale, unit.timeZone) : [],
    corrections: corrections.map((correction) => ({
      ...correction,
      wasClass: classNamed(correction.wasClassCode),
      working: dueInWords(correction.wasSteps, row.currency, ctx.locale, unit.timeZone),
    })),
    approvals,
    approvalsNeeded:
      row.refundMinor !== null && row.promisedMinor !== null
        ? approvalsNeeded(row.refundMinor, row.promisedMinor, secondAboveMinor)
        : null,
    secondAboveMinor,
    payments,
    files,
    entries,
    clocks,
    canWaive: may(ctx, 'obligation.waive', unit.path),
    isLate: row.creditedAt === null && row.dueAt !== null && row.dueAt < now,
    facts,
    history,
    actions,
    canAttach: may(ctx, 'refund.report', unit.path),
    now,
  }
}
export type ErrorView = Awaited<ReturnType<typeof errorView>>
