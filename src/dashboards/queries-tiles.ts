import { scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import type { OpenState } from './money-links'
import type { Amounts } from './rules/money'
import {
  countAtRisk,
  countOpenQuestions,
  countToApprove,
  type OpenMoneyRow,
  openMoney,
} from './store/open-money'

/** Billing errors in one state of the reader's units; `amounts` where money is known to be due. */
export type OpenTile = {
  readonly state: OpenState
  readonly count: number
  /** There are more than were counted. */
  readonly isMore?: boolean
  readonly amounts: Amounts | null
}

export type MoneyTiles = {
  /** Lists are those of the reader's units: their addresses name none. */
  readonly unitCode: null
  readonly errors: readonly OpenTile[]
  /** null: the reader has no list of orders. */
  readonly openQuestions: number | null
  /** Suspensions without proven notices; null: the reader has no list of them. */
  readonly atRisk: number | null
}

/** Nobody decides more in a day; beyond it the exact number says nothing. */
const MOST_COUNTED = 1_000

export const NO_TILES: MoneyTiles = { unitCode: null, errors: [], openQuestions: null, atRisk: null }

const STATES: Readonly<Record<Exclude<OpenState, 'to_approve'>, readonly OpenMoneyRow['state'][]>> = {
  unpaid: ['verified', 'approved', 'sent', 'failed'],
  late: ['late'],
  undecided: ['reported', 'checked'],
  approved: ['approved'],
  failed: ['failed'],
}

/** What is open of one kind, of rows of any units. */
export function openTile(
  rows: readonly OpenMoneyRow[],
  state: Exclude<OpenState, 'to_approve'>,
): OpenTile & { readonly amounts: Amounts } {
  const own = rows.filter((row) => STATES[state].includes(row.state))
  const amounts: Record<string, bigint> = {}
  for (const { currency, minor } of own)
    if (minor !== 0n) amounts[currency] = (amounts[currency] ?? 0n) + minor
  return { state, count: own.reduce((sum, { count }) => sum + count, 0), amounts }
}

/** What waits in money and consent for the reader's role, in the units their lists show. */
export async function moneyTiles(ctx: Ctx): Promise<MoneyTiles> {
  const tx = reader(ctx)
  const me = actorId(ctx)
  const [errorUnits, orderUnits, noticeUnits] = [
    await scopeUnitIds(ctx, 'refund.view'),
    await scopeUnitIds(ctx, 'order.view'),
    await scopeUnitIds(ctx, 'notice.view'),
  ]
  const approves = me !== null && may(ctx, 'refund.approve')
  const [rows, toApprove, openQuestions, atRisk] = await Promise.all([
    may(ctx, 'refund.view') ? openMoney(tx, errorUnits, ctx.clock()) : null,
    approves ? countToApprove(tx, errorUnits, me, MOST_COUNTED + 1) : null,
    may(ctx, 'order.view') ? countOpenQuestions(tx, orderUnits) : null,
    may(ctx, 'notice.view') ? countAtRisk(tx, noticeUnits) : null,
  ])
  const errors: OpenTile[] = []
  if (rows) {
    if (may(ctx, 'refund.pay'))
      errors.push(openTile(rows, 'undecided'), openTile(rows, 'approved'), openTile(rows, 'failed'))
    else errors.push(openTile(rows, 'unpaid'))
    errors.push(openTile(rows, 'late'))
    if (toApprove !== null)
      errors.push({
        state: 'to_approve',
        count: Math.min(toApprove, MOST_COUNTED),
        isMore: toApprove > MOST_COUNTED,
        amounts: null,
      })
    else if (may(ctx, 'refund.check') && !may(ctx, 'refund.pay')) errors.push(openTile(rows, 'undecided'))
  }
  return {
    unitCode: null,
    // What has no amount to show is counted alone.
    errors: errors.map((tile) => (tile.state === 'undecided' ? { ...tile, amounts: null } : tile)),
    openQuestions,
    atRisk,
  }
}

/** How many orders of the reader's units wait for their customers' answers; null: the reader has no list of them. */
export async function openQuestions(ctx: Ctx): Promise<number | null> {
  return may(ctx, 'order.view')
    ? countOpenQuestions(reader(ctx), await scopeUnitIds(ctx, 'order.view'))
    : null
}
