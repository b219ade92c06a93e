'use client'

import { ICONS } from './icon-drawings'
import { SHAPES } from './shape-drawings'

const symbols = (prefix: string, field: number, drawings: Readonly<Record<string, string>>): string =>
  Object.entries(drawings)
    .map(
      ([name, drawing]) =>
        `<symbol id="${prefix}-${name}" viewBox="0 0 ${field} ${field}">${drawing}</symbol>`,
    )
    .join('')

/** Constants of ours, no input. */
const DRAWINGS = {
  dangerouslySetInnerHTML: {
    __html: `<defs>${symbols('shape', 16, SHAPES)}${symbols('icon', 24, ICONS)}</defs>`,
  },
}

/**
 * All drawings once per document (root layout), so that a shape in a row and an icon in the navigation cost a few bytes
 * each. A client component, so that the drawings travel with the scripts and not in every page's data.
 */
export function Sprite() {
  return <svg {...DRAWINGS} width="0" height="0" className="absolute" aria-hidden="true" focusable="false" />
}
