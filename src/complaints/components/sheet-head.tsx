import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/ui/button'
import { PrintButton } from '@/ui/print-button'

/** Title of a printed sheet, with its number, and the buttons that are not printed. */
export function SheetHead({ title, number, unitName }: { title: string; number: string; unitName: string }) {
  const t = useTranslations('cases.print')
  return (
    <header className="sheet-head">
      <div className="no-print mb-4 flex gap-2">
        <PrintButton />
        <ButtonLink href={`/complaints/${encodeURIComponent(number)}`}>{t('back')}</ButtonLink>
      </div>
      <p>{unitName}</p>
      <h1>{title}</h1>
      <p className="sheet-number">
        {t('number')} {number}
      </p>
    </header>
  )
}
