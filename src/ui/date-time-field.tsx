'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { DateTimeFieldProps } from './date-time-props'

const DateTimePicker = lazy(() =>
  import('./date-time-picker').then((module) => ({ default: module.DateTimePicker })),
)
const never = () => () => {}

/**
 * A day, or a day and time, typed digit by digit or picked from a calendar, written as the page's language does.
 * Values are the branch's wall clock without offset (`2025-11-22`, `2025-11-22T15:40:00`); the server adds the zone.
 * Until the control has loaded, its value is sent by a hidden field.
 */
export function DateTimeField(props: DateTimeFieldProps) {
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (!isInBrowser) return <Waiting {...props} />
  return (
    <Suspense fallback={<Waiting {...props} />}>
      <DateTimePicker {...props} />
    </Suspense>
  )
}

function Waiting({ name, label, hideLabel, className, defaultValue }: DateTimeFieldProps) {
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <span className={hideLabel ? 'sr-only' : 'field-label'}>{label}</span>
      <div className="input" />
      <input type="hidden" name={name} value={defaultValue ?? ''} readOnly />
    </div>
  )
}
