import type { ShapeName } from './state-kinds'

/** One of the sprite's shapes, in the colour of the text around it. Decorative: a word always stands beside it. */
export function Shape({ name, className }: { name: ShapeName; className?: string }) {
  return (
    <svg className={className ? `shape ${className}` : 'shape'} aria-hidden="true">
      <use href={`#shape-${name}`} />
    </svg>
  )
}
