import type { IconName } from './icon-drawings'

/** A line drawing of the sprite, as large as said, in the colour of the text around it. Decorative. */
export function Icon({ name, size, className }: { name: IconName; size: number; className?: string }) {
  return (
    <svg className={className ? `icon ${className}` : 'icon'} width={size} height={size} aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  )
}
