'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { FIGURE_OUTCOMES } from '@/obligations/rules/outcome'
import { FilterBar, type FilterChip, SeldomFilters } from '@/ui/filter-bar'
import { Select, type SelectOption } from '@/ui/select'
import { TextInput } from '@/ui/text-input'
import type { PickerOption } from '../queries/pickers'
import { DUE_FILTERS, STATUS_FILTERS } from '../rules/list-filter'
import { CASE_KINDS, CHANNELS, PROMISE_AREAS } from '../rules/lists'
import { codeLabel, type Translate } from './case-labels'
import { ClassFilter } from './class-filter'
import { OwnerFilterBox, UnitFilterBox } from './filter-boxes'

/** What the filters hold now, and what may be chosen. */
export type FilterState = {
  readonly action: string
  readonly values: Readonly<Record<string, string | undefined>>
  readonly keep: Readonly<Record<string, string | undefined>>
  readonly unit: PickerOption | null
  readonly owner: PickerOption | null
  readonly chosenClass: SelectOption | null
  readonly unlistedClasses: readonly string[]
  readonly brands: readonly SelectOption[]
  readonly marks: readonly string[]
  readonly chips: readonly FilterChip[]
  readonly clearHref: string
  /** The seldom filters are open because one of them is set. */
  readonly showMore: boolean
}

/** A client component, so that a page carries what is set and not every field and every choice. */
export function CaseFilters({ state }: { state: FilterState }) {
  const t = useTranslations('cases') as unknown as Translate
  const { values } = state
  // The seldom fields wait until the page stands, unless one of them is set.
  const [showsMore, setShowsMore] = useState(state.showMore)
  useEffect(() => setShowsMore(true), [])
  const choose = (name: string, options: readonly SelectOption[], blank: string) => (
    <Select
      name={name}
      label={t(`filter.${name}`)}
      hideLabel
      className="field--narrow"
      options={options}
      blank={blank}
      defaultValue={values[name] ?? ''}
    />
  )
  return (
    <FilterBar
      // The fields are uncontrolled: another address shows its own values.
      key={JSON.stringify(values)}
      action={state.action}
      keep={state.keep}
      chips={state.chips}
      clearHref={state.clearHref}
    >
      <TextInput
        name="q"
        type="search"
        // Addresses are kept in logs and histories: a customer's number goes into the search box instead.
        pattern="(?!.*[0-9]{7}).*"
        title={t('filter.qHint')}
        label={t('filter.q')}
        placeholder={t('filter.q')}
        hideLabel
        defaultValue={values.q}
        className="field--narrow"
      />
      {choose(
        'due',
        DUE_FILTERS.map((value) => ({ value, label: t(`due.${value}`) })),
        t('filter.anyDue'),
      )}
      <Select
        name="status"
        label={t('filter.status')}
        hideLabel
        className="field--narrow"
        options={STATUS_FILTERS.map((value) => ({ value, label: t(`status.${value}`) }))}
        defaultValue={values.status ?? 'active'}
      />
      <ClassFilter
        label={t('filter.class')}
        blank={t('filter.anyClass')}
        chosen={state.chosenClass}
        unlisted={state.unlistedClasses}
      />
      <UnitFilterBox label={t('filter.unit')} placeholder={t('filter.anyUnit')} chosen={state.unit} />
      <OwnerFilterBox
        label={t('filter.owner')}
        placeholder={t('filter.anyOwner')}
        chosen={state.owner}
        fixed={(['me', 'first', 'nobody'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
      <SeldomFilters isSet={state.showMore}>
        {showsMore ? <MoreFilters state={state} choose={choose} t={t} /> : null}
      </SeldomFilters>
    </FilterBar>
  )
}

function MoreFilters({
  state,
  choose,
  t,
}: {
  state: FilterState
  choose: (name: string, options: readonly SelectOption[], blank: string) => ReactNode
  t: Translate
}) {
  const { values } = state
  const codes = (list: string, all: readonly string[]) =>
    all.map((value) => ({ value, label: codeLabel(t, list, value) }))
  return (
    <>
      {choose('kind', codes('kind', CASE_KINDS), t('filter.anyKind'))}
      {choose('channel', codes('channel', CHANNELS), t('filter.anyChannel'))}
      {state.brands.length > 0 ? choose('brand', state.brands, t('filter.anyBrand')) : null}
      {choose('area', codes('area', PROMISE_AREAS), t('filter.anyArea'))}
      {choose(
        'mark',
        state.marks.map((value) => ({ value, label: t(`mark.${value}`) })),
        t('filter.anyMark'),
      )}
      <TextInput
        name="from"
        type="date"
        label={t(state.keep.commitment ? 'filter.days' : 'filter.from')}
        defaultValue={values.from}
      />
      <TextInput name="to" type="date" label={t('filter.to')} defaultValue={values.to} />
      {state.keep.commitment ? <OutcomeFilter label={t('filter.outcome')} value={values.outcome} /> : null}
    </>
  )
}

function OutcomeFilter({ label, value }: { label: string; value: string | undefined }) {
  const t = useTranslations('ui.state')
  return (
    <Select
      name="outcome"
      label={label}
      options={FIGURE_OUTCOMES.map((outcome) => ({ value: outcome, label: t(outcome) }))}
      blank="—"
      defaultValue={value ?? ''}
    />
  )
}
