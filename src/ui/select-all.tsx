'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { rowChecks } from './row-checks'

/** Box in the table's head that checks every row of the page; shift-click on rows checks a range. */
export function SelectAll({ name }: { name: string }) {
  const t = useTranslations('ui')
  const box = useRef<HTMLInputElement>(null)

  useEffect(() => {
    let lastIndex = -1
    const reflect = () => {
      const rows = rowChecks(name)
      const chosen = rows.filter((row) => row.checked).length
      if (!box.current) return
      box.current.checked = chosen > 0 && chosen === rows.length
      box.current.indeterminate = chosen > 0 && chosen < rows.length
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
    document.addEventListener('change', reflect)
    document.addEventListener('click', onClick)
    reflect()
    return () => {
      document.removeEventListener('change', reflect)
      document.removeEventListener('click', onClick)
    }
  }, [name])

  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      aria-label={t('selectAll')}
      onChange={(event) => {
        for (const row of rowChecks(name)) row.checked = event.target.checked
      }}
    />
  )
}
