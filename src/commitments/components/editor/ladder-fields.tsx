'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/ui/checkbox'
import { CLOCK_UNITS } from '../../rules/duration'
import type { Clock, Duration, LadderMoment, LadderStep, QuietHours } from '../../rules/rule'
import { ChoiceField, DurationField, type Edited, NumberField, OptionalPart, TextField } from './fields'
import { PartList } from './list-fields'

const MOMENTS = ['share', 'before', 'deadline', 'after'] as const
const RECIPIENTS = [
  'owner',
  'first_owner',
  'hall_manager',
  'branch_manager',
  'quality_officer',
  'executive',
] as const

function blankMoment(at: LadderMoment['at'], clock: Clock): LadderMoment {
  const units = CLOCK_UNITS[clock]
  const duration: Duration = units.includes('hour')
    ? { amount: 4, unit: 'hour' }
    : { amount: 1, unit: units[0] ?? 'day' }
  switch (at) {
    case 'share':
      return { at, percent: 75 }
    case 'deadline':
      return { at }
    case 'before':
    case 'after':
      return { at, duration }
  }
}

/** Who is told when, in order; each step fires once for each case. */
export function LadderFields({
  value,
  onChange,
  clock,
}: Pick<Edited<readonly LadderStep[]>, 'value' | 'onChange'> & { clock: Clock }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (
    <PartList<LadderStep>
      label={t('ladder')}
      hint={t('editor.ladderHint')}
      parts={value}
      onChange={onChange}
      blank={() => ({ moment: { at: 'share', percent: 75 }, recipient: 'owner', respectQuietHours: true })}
      addLabel={t('editor.addStep')}
    >
      {(step, index, change) => {
        const { moment } = step
        const path = `ladder.${index}`
        return (
          <div className="grid gap-2 md:grid-cols-3">
            <ChoiceField<LadderMoment['at']>
              path={`${path}.moment.at`}
              label={t('editor.moment')}
              value={moment.at}
              options={MOMENTS.map((each) => ({ value: each, label: r(`moments.${each}`) }))}
              onChange={(at) => change({ ...step, moment: blankMoment(at, clock) })}
            />
            {moment.at === 'share' ? (
              <NumberField
                path={`${path}.moment.percent`}
                label={t('editor.percentOfLimit')}
                max={100}
                value={moment.percent}
                onChange={(percent) => change({ ...step, moment: { at: 'share', percent } })}
              />
            ) : null}
            {moment.at === 'before' || moment.at === 'after' ? (
              <DurationField
                path={`${path}.moment.duration`}
                label={t(`editor.${moment.at}`)}
                units={CLOCK_UNITS[clock]}
                value={moment.duration}
                onChange={(duration) => change({ ...step, moment: { at: moment.at, duration } })}
              />
            ) : null}
            <ChoiceField
              path={`${path}.recipient`}
              label={t('editor.recipient')}
              value={step.recipient}
              options={RECIPIENTS.map((each) => ({ value: each, label: r(`recipients.${each}`) }))}
              onChange={(recipient) => change({ ...step, recipient })}
            />
            <Checkbox
              name={`${path}.respectQuietHours`}
              label={t('editor.respectQuietHours')}
              checked={step.respectQuietHours}
              onChange={(event) => change({ ...step, respectQuietHours: event.target.checked })}
            />
          </div>
        )
      }}
    </PartList>
  )
}

export function QuietHoursFields({
  value,
  onChange,
}: {
  value: QuietHours | null | undefined
  onChange: (value: QuietHours | null) => void
}) {
  const t = useTranslations('commitments')
  return (
    <OptionalPart
      path="quietHours"
      label={t('editor.hasQuietHours')}
      value={value}
      blank={{ from: '21:00', to: '08:00' }}
      onChange={(hours) => onChange(hours ?? null)}
    >
      {(hours) => (
        <div className="grid max-w-sm grid-cols-2 gap-2">
          <TextField
            path="quietHours.from"
            type="time"
            label={t('editor.from')}
            value={hours.from}
            onChange={(from) => onChange({ ...hours, from })}
          />
          <TextField
            path="quietHours.to"
            type="time"
            label={t('editor.to')}
            value={hours.to}
            onChange={(to) => onChange({ ...hours, to })}
          />
        </div>
      )}
    </OptionalPart>
  )
}
