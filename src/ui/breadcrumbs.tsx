import { useTranslations } from 'next-intl'
import { AppLink } from './app-link'

export type Crumb = { readonly label: string; readonly href?: string }

/** The way back up. The current page is not among them: it is the title. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations('ui')
  return (
    <nav aria-label={t('breadcrumbs')} className="w-full">
      <ol className="crumbs">
        {crumbs.map(({ label, href }) => (
          <li key={label}>{href ? <AppLink href={href}>{label}</AppLink> : label}</li>
        ))}
      </ol>
    </nav>
  )
}
