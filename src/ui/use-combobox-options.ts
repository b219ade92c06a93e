'use client'

import { useEffect, useMemo, useState } from 'react'
import { type ComboboxOption, matchOptions } from './combobox-match'

const ASK_AFTER_MS = 120
const NONE: readonly ComboboxOption[] = []

type Found = {
  readonly options: readonly ComboboxOption[]
  readonly isLoading: boolean
  readonly hasFailed: boolean
}

/** Options for what was typed: matched here when the list is known, asked for (debounced, latest wins) when not. */
export function useComboboxOptions({
  options,
  load,
  typed,
  isOpen,
}: {
  options?: readonly ComboboxOption[]
  load?: (typed: string) => Promise<readonly ComboboxOption[]>
  typed: string
  isOpen: boolean
}): Found {
  const [loaded, setLoaded] = useState<Found>({ options: NONE, isLoading: false, hasFailed: false })
  const matched = useMemo(() => (options ? matchOptions(options, typed) : NONE), [options, typed])

  useEffect(() => {
    if (!load || !isOpen) return
    let isLatest = true
    setLoaded((before) => ({ ...before, isLoading: true }))
    const timer = setTimeout(() => {
      load(typed).then(
        (answer) => isLatest && setLoaded({ options: answer, isLoading: false, hasFailed: false }),
        () => isLatest && setLoaded({ options: NONE, isLoading: false, hasFailed: true }),
      )
    }, ASK_AFTER_MS)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [load, typed, isOpen])

  return load ? loaded : { options: matched, isLoading: false, hasFailed: false }
}
