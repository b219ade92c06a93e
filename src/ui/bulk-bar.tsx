'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from './button'
import { rowChecks } from './row-checks'

/**
 * Bar of actions for the checked rows; shows itself when a row is checked. Put it inside the form whose id is the
 * table's `selection.form`, with submit buttons or dialogs as children.
 */
export function BulkBar({ name, children }: { name: string; children: ReactNode }) {
  const t = useTranslations('ui')
  const [count, setCount] = useState(0)

  useEffect(() => {
    const recount = () => setCount(rowChecks(name).filter((row) => row.checked).length)
    document.addEventListener('change', recount)
    recount()
    return () => document.removeEventListener('change', recount)
  }, [name])

  if (count === 0) return null
  return (
    <div className="bulk-bar">
      <span role="status" className="font-semibold">
        {t('selectedCount', { count })}
      </span>
      {children}
      <Button
        look="quiet"
        onClick={(event) => {
          const rows = rowChecks(name)
          for (const row of rows) row.checked = false
          event.currentTarget.dispatchEvent(new Event('change', { bubbles: true }))
        }}
      >
        {t('clearSelection')}
      </Button>
    </div>
  )
}
