'use client'

import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { blankRemedy, REMEDY_TYPES } from '../../rules/blank-rule'
import { describeRemedy } from '../../rules/describe'
import { DURATION_UNITS, type Remedy } from '../../rules/rule'
import { phrasesOf } from '../../rules/wording/phrases'
import { ChoiceField, DurationField, LocalTextField, NumberField, OptionalPart } from './fields'
import { PartList } from './list-fields'

type Set<R> = { value: R; onChange: (remedy: Remedy) => void }
type Of<T extends Remedy['type']> = Extract<Remedy, { type: T }>

/** What the customer gets when the promise is broken: the formula and its parameters, and what it comes to in words. */
export function RemedyFields({ value, onChange }: Set<Remedy>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  return (
    <div className="flex flex-col gap-3">
      <p className="rounded-md bg-accent-wash px-3 py-2 font-medium">{describeRemedy(value, locale)}</p>
      <div className="grid gap-3 md:grid-cols-3">
        <ChoiceField<Remedy['type']>
          path="remedy.type"
          label={t('editor.formula')}
          value={value.type}
          options={REMEDY_TYPES.map((type) => ({ value: type, label: r(`remedies.${type}`) }))}
          onChange={(type) => onChange(blankRemedy(type))}
        />
        <Parameters value={value} onChange={onChange} />
      </div>
    </div>
  )
}

function Parameters({ value, onChange }: Set<Remedy>) {
  const t = useTranslations('commitments')
  switch (value.type) {
    case 'none':
      return null
    case 'multiple':
      return <Multiple value={value} onChange={onChange} />
    case 'per_event':
    case 'cap_charge':
      return (
        <AmountField
          part="amountMinor"
          label={t('editor.money', { currency: value.currency })}
          value={value.amountMinor}
          onChange={(amountMinor) => onChange({ ...value, amountMinor })}
        />
      )
    case 'per_unit':
      return <PerUnit value={value} onChange={onChange} />
    case 'percent_per_day':
      return (
        <>
          <MoneyCode
            part="base"
            label={t('editor.base')}
            value={value.base}
            onChange={(base) => onChange({ ...value, base })}
          />
          <Percent
            part="percent"
            value={value.percent}
            onChange={(percent) => onChange({ ...value, percent })}
          />
        </>
      )
    case 'interest':
      return (
        <>
          <MoneyCode
            part="base"
            label={t('editor.base')}
            value={value.base}
            onChange={(base) => onChange({ ...value, base })}
          />
          <Percent
            part="yearlyPercent"
            value={value.yearlyPercent}
            onChange={(yearlyPercent) => onChange({ ...value, yearlyPercent })}
          />
          <DurationField
            path="remedy.from"
            label={t('editor.interestFrom')}
            units={['day', 'week', 'month']}
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
          />
        </>
      )
    case 'prorata':
      return (
        <>
          <MoneyCode
            part="fee"
            label={t('editor.fee')}
            value={value.fee}
            onChange={(fee) => onChange({ ...value, fee })}
          />
          <MoneyCode
            part="days"
            label={t('editor.dayCount')}
            value={value.days}
            onChange={(days) => onChange({ ...value, days })}
          />
        </>
      )
    case 'tiered':
      return <Tiered value={value} onChange={onChange} />
    case 'extend':
      return (
        <>
          <MoneyCode
            part="what"
            label={t('editor.whatExtended')}
            value={value.what}
            onChange={(what) => onChange({ ...value, what })}
          />
          <NumberField
            path="remedy.days"
            label={t('editor.dayCount')}
            value={value.days}
            onChange={(days) => onChange({ ...value, days })}
          />
        </>
      )
    case 'waive':
      return (
        <MoneyCode
          part="fee"
          label={t('editor.fee')}
          value={value.fee}
          onChange={(fee) => onChange({ ...value, fee })}
        />
      )
    case 'void':
      return (
        <MoneyCode
          part="order"
          label={t('editor.order')}
          value={value.order}
          onChange={(order) => onChange({ ...value, order })}
        />
      )
    case 'escalate':
      return <Target value={value} onChange={onChange} />
    case 'action':
      return (
        <div className="md:col-span-2">
          <LocalTextField
            path="remedy.text"
            label={t('editor.whatIsDone')}
            value={value.text}
            onChange={(text) => onChange({ ...value, text })}
          />
        </div>
      )
  }
}

function Multiple({ value, onChange }: Set<Of<'multiple'>>) {
  const t = useTranslations('commitments')
  const bound = (part: 'floorMinor' | 'capMinor') => (
    <OptionalPart
      path={`remedy.${part}`}
      label={t(`editor.${part}`)}
      value={value[part]}
      blank={10000}
      onChange={(amount) => {
        const { [part]: _before, ...rest } = value
        onChange(amount === undefined ? rest : { ...rest, [part]: amount })
      }}
    >
      {(amount) => (
        <AmountField
          part={part}
          label={t('editor.money', { currency: value.currency })}
          value={amount}
          onChange={(changed) => onChange({ ...value, [part]: changed })}
        />
      )}
    </OptionalPart>
  )
  return (
    <>
      <MoneyCode
        part="base"
        label={t('editor.base')}
        value={value.base}
        onChange={(base) => onChange({ ...value, base })}
      />
      <NumberField
        path="remedy.factor"
        label={t('editor.factor')}
        value={value.factor}
        onChange={(factor) => onChange({ ...value, factor })}
      />
      {bound('floorMinor')}
      {bound('capMinor')}
    </>
  )
}

function PerUnit({ value, onChange }: Set<Of<'per_unit'>>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const { grace, capMinor, ...rest } = value
  return (
    <>
      <AmountField
        part="amountMinor"
        label={t('editor.money', { currency: value.currency })}
        value={value.amountMinor}
        onChange={(amountMinor) => onChange({ ...value, amountMinor })}
      />
      <ChoiceField
        path="remedy.unit"
        label={t('editor.forEach')}
        value={value.unit}
        options={DURATION_UNITS.map((unit) => ({ value: unit, label: r(`units.${unit}`) }))}
        onChange={(unit) => onChange({ ...value, unit })}
      />
      <OptionalPart
        path="remedy.grace"
        label={t('editor.hasGrace')}
        value={grace}
        blank={{ amount: 2, unit: 'day' as const }}
        onChange={(changed) =>
          onChange({
            ...rest,
            ...(capMinor === undefined ? {} : { capMinor }),
            ...(changed ? { grace: changed } : {}),
          })
        }
      >
        {(duration) => (
          <DurationField
            path="remedy.grace"
            label={t('editor.grace')}
            value={duration}
            onChange={(changed) => onChange({ ...value, grace: changed })}
          />
        )}
      </OptionalPart>
      <OptionalPart
        path="remedy.capMinor"
        label={t('editor.capMinor')}
        value={capMinor}
        blank={10000}
        onChange={(changed) =>
          onChange({
            ...rest,
            ...(grace ? { grace } : {}),
            ...(changed === undefined ? {} : { capMinor: changed }),
          })
        }
      >
        {(amount) => (
          <AmountField
            part="capMinor"
            label={t('editor.money', { currency: value.currency })}
            value={amount}
            onChange={(changed) => onChange({ ...value, capMinor: changed })}
          />
        )}
      </OptionalPart>
    </>
  )
}

function Tiered({ value, onChange }: Set<Of<'tiered'>>) {
  const t = useTranslations('commitments')
  return (
    <>
      <MoneyCode
        part="fee"
        label={t('editor.fee')}
        value={value.fee}
        onChange={(fee) => onChange({ ...value, fee })}
      />
      <div className="md:col-span-3">
        <PartList<Of<'tiered'>['table'][number]>
          label={t('editor.tiers')}
          parts={value.table}
          onChange={(table) => onChange({ ...value, table })}
          blank={() => ({ over: { amount: 1, unit: 'day' }, days: 1 })}
          addLabel={t('editor.addTier')}
        >
          {(row, index, change) => (
            <div className="grid gap-2 sm:grid-cols-2">
              <DurationField
                path={`remedy.table.${index}.over`}
                label={t('editor.longerThan')}
                value={row.over}
                onChange={(over) => change({ ...row, over })}
              />
              <NumberField
                path={`remedy.table.${index}.days`}
                label={t('editor.dayCount')}
                value={row.days}
                onChange={(days) => change({ ...row, days })}
              />
            </div>
          )}
        </PartList>
      </div>
    </>
  )
}

function Target({ value, onChange }: Set<Of<'escalate'>>) {
  const t = useTranslations('commitments')
  const { words } = phrasesOf(useAppLocale())
  return (
    <CodeChoice
      path="remedy.target"
      label={t('editor.escalateTo')}
      value={value.target}
      dictionary={words.targets}
      onChange={(target) => onChange({ ...value, target })}
    />
  )
}

type PartProps<T> = { part: string; label: string; value: T; onChange: (value: T) => void }

/** Yuan and fen on the screen, minor units in the rule. */
function AmountField({ part, label, value, onChange }: PartProps<number>) {
  return (
    <NumberField
      path={`remedy.${part}`}
      label={label}
      step={0.01}
      value={value / 100}
      onChange={(amount) => onChange(Math.round(amount * 100))}
    />
  )
}

function Percent({ part, value, onChange }: Omit<PartProps<number>, 'label'>) {
  const t = useTranslations('commitments')
  return <NumberField path={`remedy.${part}`} label={t('editor.percent')} value={value} onChange={onChange} />
}

function MoneyCode({ part, label, value, onChange }: PartProps<string>) {
  const { words } = phrasesOf(useAppLocale())
  return (
    <CodeChoice
      path={`remedy.${part}`}
      label={label}
      value={value}
      dictionary={words.money}
      onChange={onChange}
    />
  )
}

function CodeChoice({
  path,
  label,
  value,
  dictionary,
  onChange,
}: {
  path: string
  label: string
  value: string
  dictionary: Readonly<Record<string, string>>
  onChange: (value: string) => void
}) {
  const known = Object.entries(dictionary).map(([code, name]) => ({ value: code, label: name }))
  const options = known.some((option) => option.value === value) ? known : [...known, { value, label: value }]
  return <ChoiceField<string> path={path} label={label} value={value} options={options} onChange={onChange} />
}
