import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from './button'
import { DialogButton } from './dialog'
import { formatCount } from './format'

/** A list as a file: plain links to `path` with the list's own query, so that the browser downloads while the page stays. */
export function ExportMenu({
  path,
  query,
  limit,
}: {
  path: string
  query: string
  /** The most rows the file holds; without, it holds them all. */
  limit?: number
}) {
  const t = useTranslations('ui.export')
  const locale = useAppLocale()
  const href = (format: string) => `${path}?${query ? `${query}&` : ''}format=${format}`
  return (
    <DialogButton label={t('title')} title={t('title')} look="quiet" buttonSize="sm" size="sm">
      <p className="mb-3 text-muted">
        {limit === undefined ? null : `${t('upTo', { limit: formatCount(limit, locale) })} `}
        {t('hint')}
      </p>
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
