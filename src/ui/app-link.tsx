import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/**
 * A link inside the application. It is a plain `<a>`, so lists of hundreds cost no client code; `SoftNavigation`
 * in the shell turns its click into a navigation without reload. Use `plain` where the look comes from elsewhere.
 */
export function AppLink({
  plain = false,
  className,
  ...props
}: ComponentProps<'a'> & { href: string; plain?: boolean }) {
  return <a data-soft="" className={classNames(!plain && 'ui-link', className) || undefined} {...props} />
}
