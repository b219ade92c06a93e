'use client'

import { useCallback } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Combobox } from '@/ui/combobox'
import type { ComboboxOption } from '@/ui/combobox-match'
import { findOwners, findUnits } from '../list-actions'

type Props = { label: string; placeholder: string; chosen: ComboboxOption | null }

const loadUnits = async (typed: string): Promise<readonly ComboboxOption[]> => {
  const answer = outcomeOf(await findUnits({ typed }))
  return answer.ok ? answer.value : []
}

/** People who may handle cases in the reader's scope. */
export const loadOwners = async (typed: string): Promise<readonly ComboboxOption[]> => {
  const answer = outcomeOf(await findOwners({ typed }))
  return answer.ok ? answer.value : []
}

/** Units are asked for while typing: a carrier has hundreds, and a list of all would outweigh the page. */
export function UnitFilterBox({ label, placeholder, chosen }: Props) {
  return (
    <Combobox
      name="unit"
      label={label}
      hideLabel
      className="field--narrow"
      placeholder={placeholder}
      defaultOption={chosen}
      load={loadUnits}
    />
  )
}

export function OwnerFilterBox({
  label,
  placeholder,
  chosen,
  fixed,
}: Props & { fixed: readonly ComboboxOption[] }) {
  const load = useCallback(
    async (typed: string) => {
      const wanted = typed.trim().toLowerCase()
      const people = await loadOwners(typed)
      return [...fixed.filter((option) => option.label.toLowerCase().includes(wanted)), ...people]
    },
    [fixed],
  )
  return (
    <Combobox
      name="owner"
      label={label}
      hideLabel
      className="field--narrow"
      placeholder={placeholder}
      defaultOption={chosen}
      load={load}
    />
  )
}
