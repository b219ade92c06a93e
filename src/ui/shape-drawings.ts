import type { ShapeName } from './state-kinds'

const LINE = 'fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
const STROKE = ` ${LINE} stroke="currentColor"`
/** Lines cut out of a filled shape. */
const CUT = ` ${LINE} stroke="var(--surface)"`

/** Shapes of the states, on a field of 16 x 16; each is told from the others without its colour. */
export const SHAPES: Readonly<Record<ShapeName, string>> = {
  octagon: `<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/><path d="M8 4.5v4M8 11.5v.01"${CUT}/>`,
  triangle: `<path d="M8 1.2 15.4 14.5H.6z" fill="currentColor"/><path d="M8 6v3.5M8 12v.01" fill="none" stroke="var(--surface)" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`,
  diamond: `<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>`,
  ring: `<circle cx="8" cy="8" r="5.8"${STROKE}/><path d="M8 5v3l2 1.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  pause: `<rect x="2.5" y="2" width="4" height="12" rx="1" fill="currentColor"/><rect x="9.5" y="2" width="4" height="12" rx="1" fill="currentColor"/>`,
  check: `<circle cx="8" cy="8" r="7.2" fill="currentColor"/><path d="m4.8 8.3 2.2 2.2 4.2-4.8"${CUT}/>`,
  'check-square': `<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2"${STROKE}/><path d="m4.8 8.3 2.2 2.2 4.2-4.8"${STROKE}/>`,
  'cross-square': `<rect x="1" y="1" width="14" height="14" rx="2" fill="currentColor"/><path d="m5 5 6 6M11 5l-6 6"${CUT}/>`,
  slash: `<circle cx="8" cy="8" r="6"${STROKE}/><path d="m4 12 8-8"${STROKE}/>`,
  dashed: `<circle cx="8" cy="8" r="6"${STROKE} stroke-dasharray="2.2 3.2"/>`,
  square: `<rect x="2.5" y="2.5" width="11" height="11" rx="1.5" fill="currentColor"/>`,
  pen: `<path d="m2.5 13.5.7-3L10.8 3l2.2 2.2-7.5 7.6z"${STROKE}/>`,
  flag: `<path d="M3.5 15V2M3.5 2.5h9l-2.5 3.2 2.5 3.3h-9" fill="currentColor" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
  clock: `<path d="M4 1.5h8M4 14.5h8M5 2c0 4 6 8 6 12M11 2c0 4-6 8-6 12" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`,
  up: `<path d="M8 14V3M3.5 7.5 8 2.8l4.5 4.7"${STROKE}/>`,
  'up-double': `<path d="M3 8.2 8 3l5 5.2M3 13.5l5-5.2 5 5.2"${STROKE}/>`,
  loop: `<path d="M13.5 8A5.5 5.5 0 1 1 11.6 3.8M12 1v3.2H8.8"${STROKE}/>`,
  lock: `<rect x="2.5" y="7" width="11" height="7.5" rx="1.5" fill="currentColor"/><path d="M5 7V5a3 3 0 0 1 6 0v2"${STROKE}/>`,
  info: `<circle cx="8" cy="8" r="7.2" fill="currentColor"/><path d="M8 7.5v4M8 4.6v.01"${CUT}/>`,
  dash: `<path d="M3 8h10"${STROKE}/>`,
  repeat: `<rect x="1.8" y="4.8" width="8.6" height="8.6" rx="1.5"${STROKE}/><path d="M6 2.2h6a1.8 1.8 0 0 1 1.8 1.8v6"${STROKE}/>`,
  scale: `<path d="M8 1.5v13M4.5 14.5h7M2 4h12M2 4 .8 9h4.4L4 4M12 4l-1.2 5h4.4L14 4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
}
