'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import type { DateTimeFieldProps } from './date-time-props'

const DateTimePicker = dynamic(() => import('./date-time-picker').then((module) => module.DateTimePicker), {
  ssr: false,
})
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
  if (isInBrowser) return <DateTimePicker {...props} />
  return (
    <div className={props.className ? `field ${props.className}` : 'field'}>
      <span className={props.hideLabel ? 'sr-only' : 'field-label'}>{props.label}</span>
      <div className="input" />
      <input type="hidden" name={props.name} value={props.defaultValue ?? ''} readOnly />
    </div>
  )
}
