'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { TextInput } from '@/ui/text-input'
import type { BranchRow, Option } from '../queries'
import type { MappingFormProps } from './mapping-form'

const CODES = 'import-codes'

/** Each value of the branch column with the unit it goes to, by its code, and its time zone. */
export function MappingBranches({
  branches,
  codes,
  tooManyBranches,
  mayMakeUnits,
  mapping,
  zoneOptions,
  errorOf,
}: MappingFormProps & { zoneOptions: string; errorOf: (name: string) => string | undefined }) {
  const t = useTranslations('imports')
  if (tooManyBranches) {
    return <Notice kind="error">{t('map.tooManyValues', { column: mapping.columns.branch ?? '' })}</Notice>
  }
  if (branches.length === 0) return null
  const fresh = branches.filter(({ isNew }) => isNew).length
  return (
    <Panel
      title={t('map.branches')}
      hint={t('map.branchesHint', { count: branches.length, known: branches.length - fresh, fresh })}
    >
      {fresh > 0 && !mayMakeUnits ? <Notice kind="warning">{t('map.mayNotMake')}</Notice> : null}
      <datalist id={CODES}>
        {codes.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <div className="table-wrap">
        <table className="table table--cards">
          <caption className="sr-only">{t('map.branches')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.value')}</th>
              <th scope="col" data-align="end">
                {t('column.count')}
              </th>
              <th scope="col">{t('column.branch')}</th>
              <th scope="col">{t('column.zone')}</th>
            </tr>
          </thead>
          <tbody>
            {branches.map((row, index) => (
              <BranchLine
                key={row.key}
                row={row}
                index={index}
                codes={codes}
                zoneOptions={zoneOptions}
                errorOf={errorOf}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function BranchLine({
  row,
  index,
  codes,
  zoneOptions,
  errorOf,
}: {
  row: BranchRow
  index: number
  codes: readonly Option[]
  zoneOptions: string
  errorOf: (name: string) => string | undefined
}) {
  const t = useTranslations('imports')
  const [code, setCode] = useState(row.code)
  const unit = codes.find(({ value }) => value === code.trim())
  return (
    <tr>
      <td data-primary="" data-label={t('column.value')}>
        <div className="cell">{row.value}</div>
      </td>
      <td data-align="end" data-label={t('column.count')}>
        <div className="cell tabular-nums">{row.count}</div>
      </td>
      <td data-label={t('column.branch')}>
        <div className="cell flex flex-wrap items-center gap-2">
          <TextInput
            name={`branches.${index}.code`}
            label={`${row.value}: ${t('map.newCode')}`}
            hideLabel
            list={CODES}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            error={errorOf(`branches.${row.key}.code`)}
            className="w-56"
          />
          {unit ? (
            <StateBadge kind="active" label={unit.label} plain />
          ) : (
            <StateBadge kind="draft" label={t('map.makeNew')} plain />
          )}
        </div>
      </td>
      <td data-label={t('column.zone')}>
        <div className="cell">
          <TextInput
            name={`branches.${index}.zone`}
            label={`${row.value}: ${t('column.zone')}`}
            hideLabel
            list={zoneOptions}
            defaultValue={row.timeZone}
            error={errorOf(`branches.${row.key}.timeZone`)}
            className="w-56"
          />
        </div>
      </td>
    </tr>
  )
}
