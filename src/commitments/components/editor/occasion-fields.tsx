'use client'

import { useTranslations } from 'next-intl'
import type { LocalText } from '@/kernel/text'
import { BLANK_TEXT } from '../../rules/blank-rule'
import type { CadenceRule, MilestoneRule, NeverEventRule } from '../../rules/rule'
import { type Edited, LocalTextField, NumberField, OptionalPart, TermField, TextField } from './fields'
import { FactField, PartList } from './list-fields'
import { PeriodField } from './measure-fields'

type Part<T> = Pick<Edited<T>, 'path' | 'value' | 'onChange'>

/** An activity recurs. */
export function CadenceFields({ path, value, onChange }: Part<CadenceRule>) {
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <PeriodField
          path={`${path}.period`}
          value={value.period}
          onChange={(period) => onChange({ ...value, period })}
        />
        <NumberField
          path={`${path}.minimumCount`}
          label={r('parameters.minimumCount')}
          min={1}
          step={1}
          value={value.minimumCount}
          onChange={(minimumCount) => onChange({ ...value, minimumCount })}
        />
      </div>
      <TermField
        path={`${path}.output`}
        label={r('parameters.output')}
        value={value.output}
        onChange={(output) => onChange({ ...value, output })}
      />
      <LocalTextField
        path={`${path}.ownerRole`}
        label={r('parameters.ownerRole')}
        value={value.ownerRole}
        onChange={(ownerRole) => onChange({ ...value, ownerRole })}
      />
    </div>
  )
}

/** A one-off result exists by a date; a date the source leaves blank stays unknown. */
export function MilestoneFields({ path, value, onChange }: Part<MilestoneRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <OptionalPart
        path={`${path}.dueOn`}
        label={t('editor.hasDueOn')}
        value={value.dueOn}
        blank=""
        onChange={(dueOn) => onChange({ ...value, dueOn: dueOn ?? null })}
      >
        {(dueOn) => (
          <TextField
            path={`${path}.dueOn`}
            type="date"
            label={r('parameters.dueOn')}
            value={dueOn}
            onChange={(changed) => onChange({ ...value, dueOn: changed })}
          />
        )}
      </OptionalPart>
      <TermField
        path={`${path}.deliverable`}
        label={r('parameters.deliverable')}
        value={value.deliverable}
        onChange={(deliverable) => onChange({ ...value, deliverable })}
      />
      <LocalTextField
        path={`${path}.ownerRole`}
        label={r('parameters.ownerRole')}
        value={value.ownerRole}
        onChange={(ownerRole) => onChange({ ...value, ownerRole })}
      />
    </div>
  )
}

/** A forbidden thing happens zero times. */
export function NeverEventFields({ path, value, onChange }: Part<NeverEventRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <div className="flex flex-col gap-3">
      <TermField
        path={`${path}.definition`}
        label={r('parameters.definition')}
        value={value.definition}
        onChange={(definition) => onChange({ ...value, definition })}
      />
      <OptionalPart
        path={`${path}.fact`}
        label={t('editor.hasProvingFact')}
        value={value.fact}
        blank="complaint.received"
        onChange={(fact) => {
          const { fact: _before, ...rest } = value
          onChange(fact ? { ...rest, fact } : rest)
        }}
      >
        {(fact) => (
          <FactField
            path={`${path}.fact`}
            label={r('parameters.fact')}
            hint={t('editor.provingFactHint')}
            value={fact}
            onChange={(changed) => onChange({ ...value, fact: changed })}
          />
        )}
      </OptionalPart>
      <PartList<LocalText>
        label={r('parameters.detection')}
        parts={value.detection}
        onChange={(detection) => onChange({ ...value, detection })}
        blank={() => BLANK_TEXT}
        addLabel={t('editor.addDetection')}
      >
        {(source, index, change) => (
          <LocalTextField
            path={`${path}.detection.${index}`}
            label={t('editor.detectionNumber', { number: index + 1 })}
            value={source}
            onChange={change}
          />
        )}
      </PartList>
    </div>
  )
}
