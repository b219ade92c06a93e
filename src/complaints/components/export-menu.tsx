import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DialogButton } from '@/ui/dialog'
import { formatCount } from '@/ui/format'
import { EXPORT_LIMIT } from '../rules/list-filter'

/** The list as a file: plain links, so that the browser downloads while the page stays. */
export function ExportMenu({ query }: { query: string }) {
  const t = useTranslations('cases.export')
  const locale = useAppLocale()
  const href = (format: string) => `/complaints/export?${query ? `${query}&` : ''}format=${format}`
  return (
    <DialogButton label={t('title')} title={t('title')} look="quiet" buttonSize="sm" size="sm">
      <p className="mb-3 text-muted">{t('hint', { limit: formatCount(EXPORT_LIMIT, locale) })}</p>
      <div className="flex flex-col gap-2">
        <ButtonLink href={href('xlsx')} download>
          {t('xlsx')}
        </ButtonLink>
        <ButtonLink href={href('csv')} download>
          {t('csv')}
        </ButtonLink>
      </div>
    </DialogButton>
  )
}
