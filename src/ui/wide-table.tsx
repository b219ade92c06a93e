import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/**
 * A table of figures with more columns than a phone or a tablet is wide: there its first column stays in sight while the others
 * pass, and a line says that they do.
 */
export function WideTable({ caption, children }: { caption: string; children: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <div className="table-wrap">
      <span className="table-swipe no-print">{t('swipe')}</span>
      <table className="table table--board table--wide">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  )
}
