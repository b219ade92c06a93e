'use client'

import { useTranslations } from 'next-intl'
import { CASE_KINDS } from '@/complaints/rules/lists'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import type { ValueRow } from '../queries'
import { STATUSES } from '../rules/values'
import type { MappingFormProps } from './mapping-form'

/** What each value of the columns channel, status and kind means. */
export function MappingValues({ values, mapping, channels }: MappingFormProps) {
  const t = useTranslations('imports')
  const lists = [
    { name: 'channel', rows: values.channel, meanings: channels, chosen: mapping.channels },
    { name: 'status', rows: values.status, meanings: STATUSES, chosen: mapping.statuses },
    { name: 'kind', rows: values.kind, meanings: CASE_KINDS, chosen: mapping.kinds },
  ] as const
  if (lists.every(({ rows }) => rows.length === 0)) return null
  return (
    <Panel title={t('map.values')}>
      <div className="grid gap-4 lg:grid-cols-2">
        {lists.map(({ name, rows, meanings, chosen }) =>
          rows.length === 0 ? null : (
            <fieldset key={name} className="flex flex-col gap-2">
              <legend className="mb-1 font-semibold">{t(`field.${name}`)}</legend>
              {rows.map((row: ValueRow, index) => (
                <Select
                  key={row.key}
                  name={`${name}.${index}`}
                  label={`${row.value} (${row.count})`}
                  blank={t('map.unknown')}
                  options={meanings.map((meaning) => ({ value: meaning, label: t(`value.${meaning}`) }))}
                  defaultValue={(chosen as Readonly<Record<string, string>>)[row.key] ?? ''}
                />
              ))}
            </fieldset>
          ),
        )}
      </div>
    </Panel>
  )
}
