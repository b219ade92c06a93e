import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export type ButtonLook = {
  /** `primary` at most once per screen region; `quiet` for tools. */
  look?: 'default' | 'primary' | 'danger' | 'quiet'
  size?: 'sm' | 'md' | 'lg'
  /** Square, icon only: give it an `aria-label`. */
  icon?: boolean
}

export function buttonClass(
  { look = 'default', size = 'md', icon = false }: ButtonLook,
  className?: string,
): string {
  return classNames(
    'btn',
    look !== 'default' && `btn--${look}`,
    size !== 'md' && `btn--${size}`,
    icon && 'btn--icon',
    className,
  )
}

export function Button({ look, size, icon, className, ...props }: ComponentProps<'button'> & ButtonLook) {
  return <button type="button" {...props} className={buttonClass({ look, size, icon }, className)} />
}

/** A link that looks like a button, for going somewhere; `Button` is for doing something. */
export function ButtonLink({
  look,
  size,
  icon,
  className,
  ...props
}: ComponentProps<'a'> & { href: string; children: ReactNode } & ButtonLook) {
  return <a data-soft="" {...props} className={buttonClass({ look, size, icon }, className)} />
}
