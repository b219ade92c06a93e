'use client'

import { useTranslations } from 'next-intl'
import { CLOCK_UNITS } from '../../rules/duration'
import {
  type Attainment,
  CLOCKS,
  type Clock,
  type DeadlineRule,
  type Duration,
  PAUSE_REASONS,
  type PauseReason,
} from '../../rules/rule'
import { ChoiceField, CodesField, DurationField, type Edited, NumberField, OptionalPart } from './fields'
import { ChosenList, FactField, useFactOptions } from './list-fields'

type Part<T> = Pick<Edited<T>, 'path' | 'value' | 'onChange'>

const isPauseReason = (code: string): code is PauseReason => PAUSE_REASONS.some((reason) => reason === code)

export function useClockOptions() {
  const r = useTranslations('rules')
  return CLOCKS.map((value) => ({ value, label: r(`clocks.${value}`) }))
}

/** Start, stop, time limit, clock, pauses, attainment, reopening. */
export function DeadlineFields({ path, value, onChange }: Part<DeadlineRule>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const clocks = useClockOptions()
  const facts = useFactOptions()
  const units = CLOCK_UNITS[value.clock]
  const blank: Duration = {
    amount: value.clock === 'elapsed' ? 48 : 1,
    unit: units.includes('hour') ? 'hour' : (units[0] ?? 'day'),
  }
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <FactField
        path={`${path}.start`}
        label={t('editor.start')}
        value={value.start}
        onChange={(start) => onChange({ ...value, start })}
      />
      <ChosenList
        path={`${path}.stop`}
        label={t('editor.stop')}
        addLabel={t('editor.addFact')}
        options={facts}
        value={value.stop}
        onChange={(stop) => onChange({ ...value, stop })}
      />
      <ChoiceField<Clock>
        path={`${path}.clock`}
        label={r('parameters.clock')}
        hint={t(`clockHint.${value.clock}`)}
        value={value.clock}
        options={clocks}
        onChange={(clock) => onChange(withClock(value, clock))}
      />
      <OptionalPart
        path={`${path}.limit`}
        label={t('editor.hasLimit')}
        value={value.limit}
        blank={blank}
        onChange={(limit) => onChange({ ...value, limit: limit ?? null, pause: limit ? value.pause : null })}
      >
        {(limit) => (
          <DurationField
            path={`${path}.limit`}
            label={r('parameters.limit')}
            units={units}
            value={limit}
            onChange={(changed) => onChange({ ...value, limit: changed })}
          />
        )}
      </OptionalPart>
      <AttainmentFields
        path={`${path}.attainment`}
        value={value.attainment}
        clock={value.clock}
        limit={value.limit ?? blank}
        onChange={(attainment) => onChange({ ...value, attainment })}
      />
      <ChoiceField
        path={`${path}.onReopen`}
        label={r('parameters.onReopen')}
        value={value.onReopen}
        options={(['resume', 'new', 'ignore'] as const).map((each) => ({
          value: each,
          label: r(`onReopen.${each}`),
        }))}
        onChange={(onReopen) => onChange({ ...value, onReopen })}
      />
      <div className="md:col-span-2">
        <OptionalPart
          path={`${path}.pause`}
          label={t('editor.mayPause')}
          value={value.pause}
          blank={{ reasons: ['waiting_customer' as const], maxTotal: blank }}
          onChange={(pause) => onChange({ ...value, pause: pause ?? null })}
        >
          {(pause) => (
            <div className="grid gap-3 md:grid-cols-2">
              <CodesField
                path={`${path}.pause.reasons`}
                label={t('editor.pauseReasons')}
                options={PAUSE_REASONS.map((each) => ({ value: each, label: r(`pauseReasons.${each}`) }))}
                value={pause.reasons}
                onChange={(codes) =>
                  onChange({ ...value, pause: { ...pause, reasons: codes.filter(isPauseReason) } })
                }
              />
              <DurationField
                path={`${path}.pause.maxTotal`}
                label={t('editor.pauseMax')}
                units={units}
                value={pause.maxTotal}
                onChange={(maxTotal) => onChange({ ...value, pause: { ...pause, maxTotal } })}
              />
            </div>
          )}
        </OptionalPart>
      </div>
    </div>
  )
}

/** The rule on another clock: lengths in units that clock does not know begin again with one it knows. */
function withClock(rule: DeadlineRule, clock: Clock): DeadlineRule {
  const units = CLOCK_UNITS[clock]
  const inUnits = (duration: Duration): Duration =>
    units.includes(duration.unit)
      ? duration
      : { amount: duration.amount, unit: units.includes('day') ? 'day' : 'cycle' }
  return {
    ...rule,
    clock,
    limit: rule.limit && inUnits(rule.limit),
    pause:
      clock === 'billing_cycle'
        ? null
        : rule.pause && { ...rule.pause, maxTotal: inUnits(rule.pause.maxTotal) },
    attainment: fitAttainment(rule.attainment, inUnits),
  }
}

function fitAttainment(attainment: Attainment, inUnits: (duration: Duration) => Duration): Attainment {
  if (attainment.type === 'two_step') {
    const { first, final } = attainment
    return {
      type: 'two_step',
      first: { ...first, within: inUnits(first.within) },
      final: { ...final, within: inUnits(final.within) },
    }
  }
  return attainment.type === 'average_and_max'
    ? { type: 'average_and_max', average: inUnits(attainment.average), max: inUnits(attainment.max) }
    : attainment
}

const ATTAINMENTS = ['all', 'share', 'two_step', 'average_and_max'] as const

function blankAttainment(type: Attainment['type'], limit: Duration): Attainment {
  switch (type) {
    case 'all':
      return { type }
    case 'share':
      return { type, percent: 95 }
    case 'two_step':
      return {
        type,
        first: { percent: 95, within: { ...limit, amount: limit.amount / 2 } },
        final: { percent: 100, within: limit },
      }
    case 'average_and_max':
      return { type, average: { ...limit, amount: limit.amount / 2 }, max: limit }
  }
}

function AttainmentFields({
  path,
  value,
  onChange,
  clock,
  limit,
}: Part<Attainment> & { clock: Clock; limit: Duration }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const units = CLOCK_UNITS[clock]
  const percent = (part: string, of: number, change: (percent: number) => void) => (
    <NumberField
      path={`${path}.${part}`}
      label={t('editor.percent')}
      value={of}
      max={100}
      onChange={change}
    />
  )
  const length = (part: string, label: string, of: Duration, change: (duration: Duration) => void) => (
    <DurationField path={`${path}.${part}`} label={label} units={units} value={of} onChange={change} />
  )
  return (
    <div className="flex flex-col gap-2">
      <ChoiceField
        path={`${path}.type`}
        label={r('parameters.attainment')}
        value={value.type}
        options={ATTAINMENTS.map((each) => ({ value: each, label: r(`attainments.${each}`) }))}
        onChange={(type) => onChange(blankAttainment(type, limit))}
      />
      {value.type === 'share'
        ? percent('percent', value.percent, (changed) => onChange({ ...value, percent: changed }))
        : null}
      {value.type === 'two_step' ? (
        <div className="grid grid-cols-2 gap-2">
          {percent('first.percent', value.first.percent, (changed) =>
            onChange({ ...value, first: { ...value.first, percent: changed } }),
          )}
          {length('first.within', t('editor.within'), value.first.within, (within) =>
            onChange({ ...value, first: { ...value.first, within } }),
          )}
          {percent('final.percent', value.final.percent, (changed) =>
            onChange({ ...value, final: { ...value.final, percent: changed } }),
          )}
          {length('final.within', t('editor.within'), value.final.within, (within) =>
            onChange({ ...value, final: { ...value.final, within } }),
          )}
        </div>
      ) : null}
      {value.type === 'average_and_max' ? (
        <div className="grid gap-2 sm:grid-cols-2">
          {length('average', t('editor.average'), value.average, (average) =>
            onChange({ ...value, average }),
          )}
          {length('max', t('editor.maximum'), value.max, (max) => onChange({ ...value, max }))}
        </div>
      ) : null}
    </div>
  )
}
