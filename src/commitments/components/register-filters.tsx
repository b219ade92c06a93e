import { useTranslations } from 'next-intl'
import { FilterBar, type FilterChip } from '@/ui/filter-bar'
import { Select } from '@/ui/select'
import { TextInput } from '@/ui/text-input'
import { ANGLES, FIELDS } from '../rules/catalogue-types'
import { RULE_KINDS } from '../rules/rule'
import { type RegisterFilter, STATE_FILTERS } from '../views'

const DIMENSIONS = ['angle', 'field', 'kind', 'state'] as const

/** Filters of the register and the library; the address is the state. */
export function RegisterFilters({
  action,
  keep,
  filter,
  withStates = true,
}: {
  action: string
  keep: Readonly<Record<string, string | undefined>>
  filter: RegisterFilter
  /** False in the library, where nothing has a state yet. */
  withStates?: boolean
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const options = {
    angle: ANGLES.map((value) => ({ value, label: r(`angles.${value}`) })),
    field: FIELDS.map((value) => ({ value, label: r(`fields.${value}`) })),
    kind: RULE_KINDS.map((value) => ({ value, label: r(`kinds.${value}`) })),
    state: STATE_FILTERS.map((value) => ({ value, label: t(`stateFilter.${value}`) })),
  }
  const address = (without: keyof RegisterFilter): string => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...keep, ...filter })) {
      if (value && name !== without) query.set(name, value)
    }
    return `${action}?${query}`
  }
  const chips: FilterChip[] = [
    ...DIMENSIONS.flatMap((name) => {
      const chosen = options[name].find(({ value }) => value === filter[name])
      return chosen ? [{ label: chosen.label, removeHref: address(name) }] : []
    }),
    ...(filter.q ? [{ label: filter.q, removeHref: address('q') }] : []),
  ]
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(keep)) if (value) kept.set(name, value)
  return (
    <FilterBar action={action} keep={keep} chips={chips} clearHref={`${action}?${kept}`}>
      <TextInput
        type="search"
        name="q"
        label={t('searchPromises')}
        hideLabel
        placeholder={t('searchPromises')}
        defaultValue={filter.q}
        className="field--wide"
      />
      {DIMENSIONS.filter((name) => withStates || name !== 'state').map((name) => (
        <Select
          key={`${name}:${filter[name] ?? ''}`}
          name={name}
          label={t(`filter.${name}`)}
          hideLabel
          blank={t(`filterAll.${name}`)}
          options={options[name]}
          defaultValue={filter[name] ?? ''}
        />
      ))}
    </FilterBar>
  )
}
