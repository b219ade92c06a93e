'use client'

import { useEffect, useState } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Select, type SelectOption } from '@/ui/select'

/**
 * The class to filter by. The picklist is long and the same for everybody, so it travels with the scripts a browser
 * keeps and fills the list once the page stands; the page itself names only the class that is chosen.
 */
export function ClassFilter({
  label,
  blank,
  chosen,
  unlisted,
}: {
  label: string
  blank: string
  chosen: SelectOption | null
  /** Codes of old imports that the picklist does not know. */
  unlisted: readonly string[]
}) {
  const locale = useAppLocale()
  const [value, setValue] = useState(chosen?.value ?? '')
  const [options, setOptions] = useState<readonly SelectOption[]>(chosen ? [chosen] : [])
  const others = unlisted.join('\n')
  useEffect(() => {
    let isGone = false
    void import('./class-options').then(({ classOptions }) => {
      if (!isGone) setOptions(classOptions(others === '' ? [] : others.split('\n'), locale))
    })
    return () => {
      isGone = true
    }
  }, [locale, others])
  return (
    <Select
      name="class"
      label={label}
      hideLabel
      className="field--narrow"
      options={options}
      blank={blank}
      value={value}
      onChange={(event) => setValue(event.target.value)}
    />
  )
}
