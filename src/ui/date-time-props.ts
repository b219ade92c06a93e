import type { FieldFrame } from './field'

export type DateTimeFieldProps = FieldFrame & {
  /** Default `minute`. */
  readonly granularity?: 'day' | 'minute'
  /** Wall clock of the branch, `2025-11-22` or `2025-11-22T15:40`. */
  readonly defaultValue?: string
  readonly min?: string
  readonly max?: string
  /** The new value as text, or an empty one. */
  readonly onChange?: (value: string) => void
}
