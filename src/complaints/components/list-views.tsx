import { useTranslations } from 'next-intl'
import { type Tab, Tabs } from '@/ui/tabs'
import { hrefOf, type ListAddress, queryOf, withoutPage } from '../queries/list-address'

type View = Partial<ListAddress>

/** Views everybody has. */
const DEFAULT_VIEWS: readonly { readonly key: string; readonly filters: View }[] = [
  { key: 'all', filters: {} },
  { key: 'mine', filters: { owner: 'me' } },
  { key: 'first', filters: { owner: 'first' } },
  { key: 'due', filters: { due: '24h' } },
  { key: 'overdue', filters: { due: 'overdue' } },
  { key: 'groups', filters: { mark: ['group'] } },
]

/** The default views and one's own, as tabs; the one whose filters the address holds is current. */
export function ListViews({
  path,
  address,
  saved,
}: {
  path: string
  address: ListAddress
  saved: readonly { readonly name: string; readonly query: string }[]
}) {
  const t = useTranslations('cases.view')
  const here = queryOf({ ...withoutPage(address), sort: undefined })
  const withSort = queryOf(withoutPage(address))
  const tabs: Tab[] = [
    ...DEFAULT_VIEWS.map(({ key, filters }) => ({
      href: hrefOf(path, filters),
      label: t(key),
      current: queryOf(filters) === here,
    })),
    ...saved.map(({ name, query }) => ({
      href: query ? `${path}?${query}` : path,
      label: name,
      current: query === withSort,
    })),
  ]
  return <Tabs label={t('label')} tabs={tabs} />
}
