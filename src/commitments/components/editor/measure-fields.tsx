'use client'

import { useTranslations } from 'next-intl'
import { BLANK_TEXT } from '../../rules/blank-rule'
import type { AvailabilityRule, ChecklistRule, RatioRule } from '../../rules/rule'
import {
  ChoiceField,
  type Edited,
  LocalTextField,
  NumberField,
  OptionalPart,
  TermField,
  TextField,
} from './fields'
import { PartList } from './list-fields'

type Part<T> = Pick<Edited<T>, 'path' | 'value' | 'onChange'>

export const PERIODS = ['day', 'week', 'month', 'quarter', 'year', 'phase'] as const
const RATIO_UNITS = ['percent', 'score', 'seconds', 'minutes', 'per_10000', 'count'] as const
const COMPARATORS = ['at_least', 'at_most', 'equal'] as const
const INSPECTORS = [
  'self',
  'mystery_customer',
  'social_supervisor',
  'quality',
  'call_back',
  'third_party',
] as const

/** A share, rate or score over a period. */
export function RatioFields({ path, value, onChange }: Part<RatioRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <TermField
        path={`${path}.numerator`}
        label={r('parameters.numerator')}
        value={value.numerator}
        onChange={(numerator) => onChange({ ...value, numerator })}
      />
      <TermField
        path={`${path}.denominator`}
        label={r('parameters.denominator')}
        value={value.denominator}
        onChange={(denominator) => onChange({ ...value, denominator })}
      />
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <ChoiceField
          path={`${path}.comparator`}
          label={t('parameter.comparator')}
          value={value.comparator}
          options={COMPARATORS.map((each) => ({ value: each, label: r(`comparators.${each}`) }))}
          onChange={(comparator) => onChange({ ...value, comparator })}
        />
        <OptionalPart
          path={`${path}.target`}
          label={t('editor.hasTarget')}
          value={value.target}
          blank={100}
          onChange={(target) => onChange({ ...value, target: target ?? null })}
        >
          {(target) => (
            <NumberField
              path={`${path}.target`}
              label={r('parameters.target')}
              value={target}
              onChange={(changed) => onChange({ ...value, target: changed })}
            />
          )}
        </OptionalPart>
        <ChoiceField
          path={`${path}.unit`}
          label={r('parameters.unit')}
          value={value.unit}
          options={RATIO_UNITS.map((each) => ({ value: each, label: r(`ratioUnits.${each}`) }))}
          onChange={(unit) => onChange({ ...value, unit })}
        />
        <PeriodField
          path={`${path}.period`}
          value={value.period}
          onChange={(period) => onChange({ ...value, period })}
        />
      </div>
    </div>
  )
}

export function PeriodField({ path, value, onChange }: Part<RatioRule['period']>) {
  const r = useTranslations('rules')
  return (
    <ChoiceField
      path={path}
      label={r('parameters.period')}
      value={value}
      options={PERIODS.map((each) => ({ value: each, label: r(`periods.${each}`) }))}
      onChange={onChange}
    />
  )
}

const HOURS = ['none', 'all_day', 'text'] as const

/** A thing is there and works: what, where, when, how far back, how many, how it is tried. */
export function AvailabilityFields({ path, value, onChange }: Part<AvailabilityRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const { hours } = value
  const without = (key: 'depth' | 'minimumCount'): AvailabilityRule => {
    const { [key]: _gone, ...rest } = value
    return rest
  }
  return (
    <div className="flex flex-col gap-3">
      <TermField
        path={`${path}.object`}
        label={r('parameters.object')}
        value={value.object}
        onChange={(object) => onChange({ ...value, object })}
      />
      <LocalTextField
        path={`${path}.where`}
        label={r('parameters.where')}
        value={value.where}
        onChange={(where) => onChange({ ...value, where })}
      />
      <div className="grid gap-3 md:grid-cols-3">
        <ChoiceField
          path={`${path}.hours`}
          label={r('parameters.hours')}
          value={hours === null ? 'none' : hours.allDay ? 'all_day' : 'text'}
          options={HOURS.map((each) => ({ value: each, label: t(`hours.${each}`) }))}
          onChange={(chosen) =>
            onChange({
              ...value,
              hours:
                chosen === 'none'
                  ? null
                  : chosen === 'all_day'
                    ? { allDay: true }
                    : { allDay: false, text: BLANK_TEXT },
            })
          }
        />
        <OptionalPart
          path={`${path}.depth`}
          label={t('editor.hasDepth')}
          value={value.depth}
          blank={{ months: 6, countsCurrentMonth: true }}
          onChange={(depth) => onChange(depth ? { ...value, depth } : without('depth'))}
        >
          {(depth) => (
            <div className="flex flex-col gap-2">
              <NumberField
                path={`${path}.depth.months`}
                label={t('editor.months')}
                min={1}
                step={1}
                value={depth.months}
                onChange={(months) => onChange({ ...value, depth: { ...depth, months } })}
              />
              <ChoiceField
                path={`${path}.depth.countsCurrentMonth`}
                label={t('editor.currentMonth')}
                value={depth.countsCurrentMonth ? 'with' : 'without'}
                options={(['with', 'without'] as const).map((each) => ({
                  value: each,
                  label: t(`currentMonth.${each}`),
                }))}
                onChange={(chosen) =>
                  onChange({ ...value, depth: { ...depth, countsCurrentMonth: chosen === 'with' } })
                }
              />
            </div>
          )}
        </OptionalPart>
        <OptionalPart
          path={`${path}.minimumCount`}
          label={t('editor.hasMinimumCount')}
          value={value.minimumCount}
          blank={1}
          onChange={(minimumCount) =>
            onChange(minimumCount ? { ...value, minimumCount } : without('minimumCount'))
          }
        >
          {(count) => (
            <NumberField
              path={`${path}.minimumCount`}
              label={r('parameters.minimumCount')}
              min={1}
              step={1}
              value={count}
              onChange={(minimumCount) => onChange({ ...value, minimumCount })}
            />
          )}
        </OptionalPart>
      </div>
      {hours && !hours.allDay ? (
        <LocalTextField
          path={`${path}.hours.text`}
          label={t('editor.hoursText')}
          value={hours.text}
          onChange={(text) => onChange({ ...value, hours: { allDay: false, text } })}
        />
      ) : null}
      <LocalTextField
        path={`${path}.probe`}
        label={r('parameters.probe')}
        value={value.probe}
        onChange={(probe) => onChange({ ...value, probe })}
      />
    </div>
  )
}

/** Inspected items are all passed. */
export function ChecklistFields({ path, value, onChange }: Part<ChecklistRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <PartList<ChecklistRule['items'][number]>
        label={r('parameters.items')}
        parts={value.items}
        onChange={(items) => onChange({ ...value, items })}
        blank={() => ({ code: `item_${value.items.length + 1}`, severity: 'major', text: BLANK_TEXT })}
        addLabel={t('editor.addItem')}
      >
        {(item, index, change) => (
          <div className="flex flex-col gap-2">
            <LocalTextField
              path={`${path}.items.${index}.text`}
              label={t('editor.item', { number: index + 1 })}
              value={item.text}
              onChange={(text) => change({ ...item, text })}
            />
            <div className="grid gap-2 sm:grid-cols-2">
              <ChoiceField
                path={`${path}.items.${index}.severity`}
                label={t('editor.severity')}
                value={item.severity}
                options={(['minor', 'major', 'critical'] as const).map((each) => ({
                  value: each,
                  label: r(`severities.${each}`),
                }))}
                onChange={(severity) => change({ ...item, severity })}
              />
              <TextField
                path={`${path}.items.${index}.code`}
                label={t('editor.itemCode')}
                value={item.code}
                onChange={(code) => change({ ...item, code })}
              />
            </div>
          </div>
        )}
      </PartList>
      <div className="grid gap-3 md:grid-cols-3">
        <NumberField
          path={`${path}.passPercent`}
          label={r('parameters.passPercent')}
          max={100}
          value={value.passPercent}
          onChange={(passPercent) => onChange({ ...value, passPercent })}
        />
        <ChoiceField
          path={`${path}.inspector`}
          label={r('parameters.inspector')}
          value={value.inspector}
          options={INSPECTORS.map((each) => ({ value: each, label: r(`inspectors.${each}`) }))}
          onChange={(inspector) => onChange({ ...value, inspector })}
        />
        <OptionalPart
          path={`${path}.itemsInSource`}
          label={t('editor.hasItemsInSource')}
          value={value.itemsInSource}
          blank={value.items.length}
          onChange={(itemsInSource) => {
            const { itemsInSource: _gone, ...rest } = value
            onChange(itemsInSource ? { ...rest, itemsInSource } : rest)
          }}
        >
          {(count) => (
            <NumberField
              path={`${path}.itemsInSource`}
              label={t('editor.itemsInSource')}
              min={1}
              step={1}
              value={count}
              onChange={(itemsInSource) => onChange({ ...value, itemsInSource })}
            />
          )}
        </OptionalPart>
      </div>
      <LocalTextField
        path={`${path}.sampling`}
        label={r('parameters.sampling')}
        value={value.sampling}
        onChange={(sampling) => onChange({ ...value, sampling })}
      />
    </div>
  )
}
