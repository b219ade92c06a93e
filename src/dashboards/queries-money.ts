import type { LocalText } from '@/kernel/text'
import { boardParts } from '@/organisation/rules/board-parts'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { type Ctx, may, reader } from '@/platform/context'
import { errorClasses } from '@/refunds/store/classes'
import { boardUnit } from './queries'
import { type Month, monthAfter, monthOf } from './rules/figures'
import {
  type Amounts,
  addMoney,
  type ConsentCut,
  type ConsentFigures,
  type MoneyFigures,
  NO_MONEY,
  rankedBySilence,
} from './rules/money'
import { localMonthOf, monthBounds } from './rules/months'
import { consentsOfMonth, serviceNames } from './store/consent'
import { ledgerOfSpan, moneyByMonth, moneyOfMonth } from './store/money'
import { type SuspensionFigures, suspensionsOfSpan } from './store/suspensions'

/** Money of one class of error: in all, and in each part of the board. */
export type ClassMoney = {
  readonly code: string
  readonly name: LocalText
  readonly total: MoneyFigures
  readonly parts: readonly MoneyFigures[]
}

export type ConsentLine = {
  readonly key: string
  readonly name: string
  readonly figures: ConsentFigures
}

export type MoneyBoard = {
  readonly unit: OrgUnit
  readonly month: Month
  /** Units below with an error or an order in the month, and the unit by itself. */
  readonly parts: readonly OrgUnit[]
  readonly total: MoneyFigures
  readonly partTotals: readonly MoneyFigures[]
  readonly classes: readonly ClassMoney[]
  readonly months: readonly { readonly month: Month; readonly figures: MoneyFigures }[]
  /** Moved in the ledger in this month, whenever the errors were reported. */
  readonly ledger: Readonly<Record<'paid_out' | 'reversed', Amounts>>
  readonly consents: ConsentFigures
  readonly by: ConsentCut
  readonly consentLines: readonly ConsentLine[]
  readonly suspensions: SuspensionFigures
  /** Lists the reader may open; a figure without its list is shown, not linked. */
  readonly opens: {
    readonly errors: boolean
    readonly ledger: boolean
    readonly orders: boolean
    readonly suspensions: boolean
  }
}

const MONTHS_SHOWN = 12

/**
 * What billing errors and second confirmations of a month came to, in a unit and the units below it. Errors count in the
 * month they were reported, orders in the month they were placed, charges on their own day.
 */
export async function moneyBoard(
  ctx: Ctx,
  options: { readonly unitCode?: string; readonly monthKey?: string; readonly by?: ConsentCut },
): Promise<MoneyBoard> {
  const { tree, unit } = await boardUnit(ctx, 'dashboard.money', options.unitCode)
  const now = ctx.clock()
  // Lists count days in the carrier's zone; so does this board, whatever unit it is about.
  const timeZone = tree.root?.timeZone ?? unit.timeZone
  const month = monthOf(options.monthKey ?? localMonthOf(now, timeZone))
  const span = monthBounds(month, timeZone)
  const unitIds = unit.parentId === null ? null : tree.subtreeIds(unit.id)
  const keys = Array.from({ length: MONTHS_SHOWN }, (_, i) => monthAfter(month.key, i + 1 - MONTHS_SHOWN))
  const by = options.by ?? 'part'
  const { units, partOf } = boardParts(tree, unit)
  const tx = reader(ctx)
  const [rows, months, moved, consents, classes, services, suspensions] = await Promise.all([
    moneyOfMonth(tx, unitIds, month, span, now),
    moneyByMonth(tx, unitIds, monthOf(keys[0]!), month),
    ledgerOfSpan(tx, unitIds, span),
    consentsOfMonth(tx, partOf, by, month, span),
    errorClasses(tx),
    serviceNames(tx),
    suspensionsOfSpan(tx, unitIds, span),
  ])
  const parts = units.filter(
    ({ id }) =>
      (by === 'part' && consents.byKey.has(id)) || rows.some(({ unitId }) => partOf.get(unitId) === id),
  )
  const sumOf = (own: typeof rows) => own.reduce((sum, row) => addMoney(sum, row.figures), NO_MONEY)
  const ofPart = (own: typeof rows) =>
    parts.map(({ id }) => sumOf(own.filter(({ unitId }) => partOf.get(unitId) === id)))
  const nameOf: Readonly<Record<ConsentCut, (key: string) => string>> = {
    part: (id) => tree.unitById(id).name[ctx.locale],
    service: (code) => services.find((service) => service.code === code)?.name[ctx.locale] ?? code,
    provider: (name) =>
      services.find(({ provider }) => provider['zh-CN'] === name)?.provider[ctx.locale] ?? name,
  }
  return {
    unit,
    month,
    parts,
    total: sumOf(rows),
    partTotals: ofPart(rows),
    classes: classes.flatMap(({ code, name }) => {
      const own = rows.filter(({ classCode }) => classCode === code)
      return own.length === 0 ? [] : [{ code, name, total: sumOf(own), parts: ofPart(own) }]
    }),
    months: keys.map((key) => ({
      month: monthOf(key),
      figures: months
        .filter((row) => row.month === key)
        .reduce((sum, row) => addMoney(sum, row.figures), NO_MONEY),
    })),
    ledger: { paid_out: movedTo(moved, 'paid_out'), reversed: movedTo(moved, 'reversed') },
    consents: consents.all,
    by,
    consentLines: rankedBySilence(
      [...consents.byKey].map(([key, figures]) => ({
        // Addresses name a unit by its code.
        key: by === 'part' ? tree.unitById(key).code : key,
        name: nameOf[by](key),
        figures,
      })),
    ),
    suspensions,
    opens: {
      errors: may(ctx, 'refund.view', unit.path),
      ledger: may(ctx, 'refund.export', unit.path),
      orders: may(ctx, 'order.view', unit.path),
      suspensions: may(ctx, 'notice.view', unit.path),
    },
  }
}

const movedTo = (
  moved: readonly { account: string; currency: string; minor: bigint }[],
  account: string,
): Amounts =>
  Object.fromEntries(
    moved
      .filter((row) => row.account === account && row.minor !== 0n)
      .map((row) => [row.currency, row.minor]),
  )
