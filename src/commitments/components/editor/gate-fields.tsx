'use client'

import { useTranslations } from 'next-intl'
import type { GatePrecondition, GateRule } from '../../rules/rule'
import { ChoiceField, DurationField, type Edited, OptionalPart } from './fields'
import { FactField, PartList } from './list-fields'

const PEOPLE = ['anyone', 'owner', 'not_owner', 'customer', 'distinct_person', 'manager'] as const
const OVERRIDERS = ['nobody', 'hall_manager', 'branch_manager', 'quality_officer', 'executive'] as const

/** What may happen only after what, in order, and who may make an exception. */
export function GateFields({ path, value, onChange }: Pick<Edited<GateRule>, 'path' | 'value' | 'onChange'>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const { overrideBy } = value
  const overriders = OVERRIDERS.map((each) => ({
    value: each as string,
    label: each === 'nobody' ? t('editor.nobody') : r(`recipients.${each}`),
  }))
  const isListed = overriders.some((option) => option.value === (overrideBy ?? 'nobody'))
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <FactField
        path={`${path}.action`}
        label={t('editor.action')}
        hint={t('editor.actionHint')}
        value={value.action}
        onChange={(action) => onChange({ ...value, action })}
      />
      <FactField
        path={`${path}.start`}
        label={t('editor.gateStart')}
        value={value.start}
        onChange={(start) => onChange({ ...value, start })}
      />
      <div className="md:col-span-2">
        <PartList<GatePrecondition>
          label={r('parameters.preconditions')}
          hint={t('editor.preconditionsHint')}
          parts={value.preconditions}
          onChange={(preconditions) => onChange({ ...value, preconditions })}
          blank={() => ({ fact: 'complaint.contacted' })}
          addLabel={t('editor.addPrecondition')}
        >
          {(condition, index, change) => (
            <Precondition path={`${path}.preconditions.${index}`} value={condition} onChange={change} />
          )}
        </PartList>
      </div>
      <ChoiceField
        path={`${path}.ifMissing`}
        label={r('parameters.ifMissing')}
        value={value.ifMissing}
        options={(['refuse', 'void', 'no_charge'] as const).map((each) => ({
          value: each,
          label: r(`ifMissing.${each}`),
        }))}
        onChange={(ifMissing) => onChange({ ...value, ifMissing })}
      />
      <ChoiceField<string>
        path={`${path}.overrideBy`}
        label={r('parameters.overrideBy')}
        value={overrideBy ?? 'nobody'}
        options={
          isListed ? overriders : [...overriders, { value: overrideBy ?? '', label: overrideBy ?? '' }]
        }
        onChange={(chosen) => onChange({ ...value, overrideBy: chosen === 'nobody' ? null : chosen })}
      />
    </div>
  )
}

function Precondition({
  path,
  value,
  onChange,
}: Pick<Edited<GatePrecondition>, 'path' | 'value' | 'onChange'>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const { by, validity, minimumAge, ...rest } = value
  const set = (change: Partial<GatePrecondition>): void => {
    const next = { ...value, ...change }
    onChange({
      ...rest,
      ...(change.fact ? { fact: change.fact } : {}),
      ...(next.by ? { by: next.by } : {}),
      ...(next.validity ? { validity: next.validity } : {}),
      ...(next.minimumAge ? { minimumAge: next.minimumAge } : {}),
    })
  }
  return (
    <div className="grid gap-2 md:grid-cols-2">
      <FactField
        path={`${path}.fact`}
        label={t('editor.fact')}
        value={value.fact}
        onChange={(fact) => set({ fact })}
      />
      <ChoiceField
        path={`${path}.by`}
        label={t('editor.doneBy')}
        value={by ?? 'anyone'}
        options={PEOPLE.map((each) => ({
          value: each,
          label: each === 'anyone' ? t('editor.anyone') : r(`preconditionBy.${each}`),
        }))}
        onChange={(who) => set({ by: who === 'anyone' ? undefined : who })}
      />
      <OptionalPart
        path={`${path}.validity`}
        label={t('editor.hasValidity')}
        value={validity}
        blank={{ amount: 24, unit: 'hour' as const }}
        onChange={(changed) => set({ validity: changed })}
      >
        {(duration) => (
          <DurationField
            path={`${path}.validity`}
            label={t('editor.validity')}
            units={['second', 'minute', 'hour', 'day', 'week']}
            value={duration}
            onChange={(changed) => set({ validity: changed })}
          />
        )}
      </OptionalPart>
      <OptionalPart
        path={`${path}.minimumAge`}
        label={t('editor.hasMinimumAge')}
        value={minimumAge}
        blank={{ amount: 30, unit: 'day' as const }}
        onChange={(changed) => set({ minimumAge: changed })}
      >
        {(duration) => (
          <DurationField
            path={`${path}.minimumAge`}
            label={t('editor.minimumAge')}
            units={['day', 'week', 'month', 'year']}
            value={duration}
            onChange={(changed) => set({ minimumAge: changed })}
          />
        )}
      </OptionalPart>
    </div>
  )
}
