'use client'

import { useEffect } from 'react'
import { rowChecks } from './row-checks'

/**
 * Behaviour of a table's check boxes: the box in its head (`data-all` with the rows' name) checks every row of the page,
 * shift-click checks a range. One listener for all rows, which are markup without script.
 */
export function RowSelection({ name }: { name: string }) {
  useEffect(() => {
    let lastIndex = -1
    const headBox = () =>
      document.querySelector<HTMLInputElement>(`input.check-all[data-all="${CSS.escape(name)}"]`)
    const reflect = () => {
      const rows = rowChecks(name)
      const chosen = rows.filter((row) => row.checked).length
      const box = headBox()
      if (!box) return
      box.checked = chosen > 0 && chosen === rows.length
      box.indeterminate = chosen > 0 && chosen < rows.length
    }
    const onChange = (event: Event) => {
      const box = headBox()
      if (box && event.target === box) for (const row of rowChecks(name)) row.checked = box.checked
      reflect()
    }
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.name !== name) return
      const rows = rowChecks(name)
      const index = rows.indexOf(event.target)
      if (event.shiftKey && lastIndex >= 0) {
        const [from, to] = [Math.min(index, lastIndex), Math.max(index, lastIndex)]
        for (const row of rows.slice(from, to + 1)) row.checked = event.target.checked
        event.target.dispatchEvent(new Event('change', { bubbles: true }))
      }
      lastIndex = index
    }
    // Before those who count the checked rows (`BulkBar`), which listen for the event on its way up.
    document.addEventListener('change', onChange, true)
    document.addEventListener('click', onClick)
    reflect()
    return () => {
      document.removeEventListener('change', onChange, true)
      document.removeEventListener('click', onClick)
    }
  }, [name])
  return null
}
