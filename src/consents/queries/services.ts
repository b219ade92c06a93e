import { pinyin } from 'pinyin-pro'
import { orgTree } from '@/organisation/tree'
import { type Ctx, may, reader, scopePaths } from '@/platform/context'
import type { ComboboxOption } from '@/ui/combobox-match'
import { amountWords, periodText } from '../rules/price'
import { allServiceVersions, type ServiceVersion } from '../store/services'
import { settingHistory } from '../store/settings'

export type CatalogueService = {
  readonly newest: ServiceVersion
  /** Older versions, the newest first. */
  readonly earlier: readonly ServiceVersion[]
  readonly running: number
}

/** Every service with its versions and how many orders of it run. */
export async function serviceCatalogue(ctx: Ctx): Promise<CatalogueService[]> {
  const [versions, counts] = await Promise.all([
    allServiceVersions(reader(ctx)),
    reader(ctx).subscriptionOrder.groupBy({
      by: ['productId'],
      where: { state: 'active' },
      _count: { _all: true },
    }),
  ])
  const running = new Map(counts.map(({ productId, _count }) => [productId, _count._all]))
  const byProduct = new Map<string, ServiceVersion[]>()
  for (const version of versions) {
    const known = byProduct.get(version.productId)
    if (known) known.push(version)
    else byProduct.set(version.productId, [version])
  }
  return [...byProduct.values()].map(([newest, ...earlier]) => ({
    newest: newest!,
    earlier,
    running: running.get(newest!.productId) ?? 0,
  }))
}

export type OrderableService = ComboboxOption & {
  readonly provider: string
  readonly price: string
  readonly cancelHow: string
}

/** Services that can be ordered now, for the picklist: found by name, code, provider and pinyin initials. */
export async function orderableServices(ctx: Ctx): Promise<OrderableService[]> {
  const { locale } = ctx
  return (await serviceCatalogue(ctx)).flatMap(({ newest }) => {
    if (newest.withdrawnAt !== null) return []
    const price = `${amountWords(newest.priceMinor, newest.currency, locale)} ${periodText(newest.period)[locale]}`
    return [
      {
        value: newest.code,
        label: newest.name[locale],
        detail: `${newest.code} · ${price}`,
        keywords: [
          newest.code,
          ...Object.values(newest.name),
          pinyin(newest.name['zh-CN'], { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
          newest.provider[locale],
        ].map((word) => word.toLowerCase()),
        provider: newest.provider[locale],
        price,
        cancelHow: newest.cancelHow[locale],
      },
    ]
  })
}

/** Units at which the reader may place orders, their own first. */
export async function orderUnits(ctx: Ctx): Promise<{ value: string; label: string; timeZone: string }[]> {
  const tree = await orgTree(ctx)
  const paths = scopePaths(ctx, 'order.place')
  const home = ctx.actor.kind === 'staff' ? ctx.actor.homeUnitId : null
  const ids = new Set(paths === null ? tree.all.map(({ id }) => id) : tree.idsUnder(paths))
  return tree.all
    .filter(({ id, closedAt }) => ids.has(id) && closedAt === null)
    .sort((a, b) => Number(b.id === home) - Number(a.id === home))
    .slice(0, 300)
    .map((unit) => ({ value: unit.id, label: unit.name[ctx.locale], timeZone: unit.timeZone }))
}

/** The words and the time for an answer, in force and before, with who set them. */
export async function consentSettings(ctx: Ctx) {
  const history = await settingHistory(reader(ctx))
  const people = await reader(ctx).staff.findMany({
    where: { id: { in: history.flatMap(({ createdBy }) => createdBy ?? []) } },
    select: { id: true, displayName: true },
  })
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]))
  return {
    current: history[0]!,
    history: history.map((setting) => ({
      ...setting,
      byName: setting.createdBy && (names.get(setting.createdBy) ?? null),
    })),
    canChange: may(ctx, 'order.configure'),
    timeZone: (await orgTree(ctx)).root?.timeZone ?? 'Asia/Shanghai',
  }
}
