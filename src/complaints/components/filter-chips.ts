import type { Locale } from '@/kernel/text'
import type { FilterChip } from '@/ui/filter-bar'
import { formatDay } from '@/ui/format'
import type { FilterNames } from '../queries/filter-names'
import { hrefOf, type ListAddress } from '../queries/list-address'
import { brandLabel } from './brand-options'
import { codeLabel, type Translate } from './case-labels'
import { classLabel } from './class-label'

/** Each filter that is set, in words, with the address without it. */
export function filterChips({
  path,
  address,
  names,
  t,
  outcomeWord,
  locale,
}: {
  path: string
  address: ListAddress
  names: FilterNames
  t: Translate
  outcomeWord: (outcome: string) => string
  locale: Locale
}): FilterChip[] {
  const chips: FilterChip[] = []
  const add = (name: string, value: string, without: Parameters<typeof hrefOf>[2]) =>
    chips.push({
      label: t('filter.chip', { name: t(`filter.${name}`), value }),
      removeHref: hrefOf(path, address, without),
    })
  const day = (iso: string | undefined) => (iso ? formatDay(iso, locale) : t('filter.open'))

  if (address.commitment) {
    const { code = '?', version = null } = names.commitment ?? {}
    const words = version === null ? code : `${code} · ${t('case.version', { version })}`
    add('commitment', words, {
      commitment: undefined,
      version: undefined,
      rule: undefined,
      outcome: undefined,
      from: undefined,
      to: undefined,
    })
  }
  if (address.outcome) add('outcome', outcomeWord(address.outcome), { outcome: undefined })
  if (address.q) add('q', address.q, { q: undefined })
  if (address.due) add('due', t(`due.${address.due}`), { due: undefined })
  if (address.status) add('status', t(`status.${address.status}`), { status: undefined })
  if (address.kind) add('kind', codeLabel(t, 'kind', address.kind), { kind: undefined })
  if (address.class) add('class', classLabel(address.class, locale), { class: undefined })
  if (address.unit) add('unit', names.unit?.label ?? address.unit, { unit: undefined })
  if (address.owner) add('owner', ownerWords(address.owner, names, t), { owner: undefined })
  if (address.channel) add('channel', codeLabel(t, 'channel', address.channel), { channel: undefined })
  if (address.brand) add('brand', brandLabel(address.brand, locale), { brand: undefined })
  if (address.area) add('area', codeLabel(t, 'area', address.area), { area: undefined })
  if (address.from || address.to) {
    const range = t('filter.range', { from: day(address.from), to: day(address.to) })
    add(address.commitment ? 'days' : 'from', range, { from: undefined, to: undefined })
  }
  for (const mark of address.mark)
    add('mark', t(`mark.${mark}`), { mark: address.mark.filter((other) => other !== mark) })
  if (address.group) add('group', t('filter.thisGroup'), { group: undefined })
  if (address.import) add('import', t('filter.thisImport'), { import: undefined })
  if (address.customer) add('customer', t('filter.thisCustomer'), { customer: undefined })
  return chips
}

function ownerWords(owner: string, names: FilterNames, t: Translate): string {
  if (owner === 'me' || owner === 'first' || owner === 'nobody') return t(`filter.${owner}`)
  return names.owner?.label ?? owner
}
