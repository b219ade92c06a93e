'use client'

import { useId, useState } from 'react'
import { DAY_MS, HOUR_MS, MINUTE_MS, parseIsoDate } from '@/calendar/rules/days'
import { instantOfLocal, zoneNamed } from '@/calendar/rules/zones'
import { DateTimeField } from '@/ui/date-time-field'

/** Now, or a moment of the unit's wall clock. Read it with `momentOf`. */
export function MomentField({
  name,
  label,
  nowLabel,
  laterLabel,
  hint,
  suggestion = null,
}: {
  name: string
  label: string
  nowLabel: string
  laterLabel: string
  hint?: string
  /** ISO day offered as the moment. */
  suggestion?: string | null
}) {
  const [isLater, setIsLater] = useState(suggestion !== null)
  const hintId = useId()
  const choice = (value: 'now' | 'later', text: string) => (
    <label className="choice">
      <input
        type="radio"
        name={`${name}.when`}
        value={value}
        checked={isLater === (value === 'later')}
        onChange={() => setIsLater(value === 'later')}
      />
      <span>{text}</span>
    </label>
  )
  return (
    <fieldset className="field" aria-describedby={hint ? hintId : undefined}>
      <legend className="field-label mb-1">{label}</legend>
      <div className="choice-set choice-set--buttons">
        {choice('now', nowLabel)}
        {choice('later', laterLabel)}
      </div>
      {isLater ? (
        <DateTimeField
          name={name}
          label={laterLabel}
          hideLabel
          granularity="minute"
          defaultValue={suggestion ? `${suggestion}T00:00` : undefined}
        />
      ) : null}
      {hint ? (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      ) : null}
    </fieldset>
  )
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}))?/

/** ISO instant of what a `MomentField` holds, read on the zone's wall clock; null: now. */
export function momentOf(form: FormData, name: string, timeZone: string): string | null {
  const match = form.get(`${name}.when`) === 'later' ? WALL_CLOCK.exec(String(form.get(name) ?? '')) : null
  if (!match?.[1]) return null
  const localMs =
    parseIsoDate(match[1], name) * DAY_MS +
    Number(match[2] ?? 0) * HOUR_MS +
    Number(match[3] ?? 0) * MINUTE_MS
  return new Date(instantOfLocal(zoneNamed(timeZone), localMs)).toISOString()
}
