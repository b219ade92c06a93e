import { Fragment, isValidElement, type ReactNode } from 'react'

/**
 * Markup of a part of a page that has no script of its own, as text. React writes every element of a server component
 * twice, as HTML and as data beside it; a table of hundreds of cells costs a fraction when it is one text (see
 * `Island`). Takes elements, fragments, arrays and plain function components (called once, here and now); every text
 * and every attribute is escaped.
 * @throws Error for what only React itself can do: client components, async components, handlers, refs
 */
export function htmlOf(node: ReactNode): string {
  if (typeof node === 'string') return escapeHtml(node)
  if (typeof node === 'number' || typeof node === 'bigint') return String(node)
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (isValidElement(node)) return elementHtml(node.type, node.props as Props)
  if (Array.isArray(node)) {
    let html = ''
    for (const child of node) html += htmlOf(child)
    return html
  }
  throw new Error('Only elements, texts and numbers can be written as markup')
}

type Props = Readonly<Record<string, unknown>>

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])

function elementHtml(type: unknown, props: Props): string {
  if (typeof type === 'string') {
    const attributes = attributesHtml(props)
    if (VOID.has(type)) return `<${type}${attributes}>`
    return `<${type}${attributes}>${htmlOf(props.children as ReactNode)}</${type}>`
  }
  if (type === Fragment) return htmlOf(props.children as ReactNode)
  if (typeof type === 'function' && !('$$typeof' in type)) return htmlOf(type(props))
  throw new Error('A client component has no place in markup without script')
}

function attributesHtml(props: Props): string {
  let html = ''
  for (const key in props) {
    const value = props[key]
    if (key === 'children' || value === undefined || value === null || IGNORED.has(key)) continue
    if (key === 'style') html += ` style="${escapeHtml(styleText(value as Props))}"`
    else html += attributeHtml(key, value)
  }
  return html
}

/** `suppressHydrationWarning` speaks to React alone. */
const IGNORED = new Set(['suppressHydrationWarning', 'key'])

const names = new Map<string, string>([
  ['className', 'class'],
  ['htmlFor', 'for'],
  ['viewBox', 'viewBox'],
])

function attributeHtml(key: string, value: unknown): string {
  let name = names.get(key)
  if (name === undefined) {
    if (/^on[A-Z]|^ref$|^dangerously/.test(key) || !/^[A-Za-z][A-Za-z0-9-]*$/.test(key))
      throw new Error(`No attribute of markup without script: ${key}`)
    name = SVG_LINES.test(key)
      ? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      : key.toLowerCase()
    names.set(key, name)
  }
  if (typeof value === 'string' && ADDRESSES.has(name) && SCRIPT_ADDRESS.test(value))
    throw new Error('An address that is a script')
  if (typeof value === 'string') return ` ${name}="${escapeHtml(value)}"`
  if (typeof value === 'number') return ` ${name}="${value}"`
  if (typeof value === 'boolean') {
    // Words of ARIA and data say "false"; an attribute that is a switch is left out.
    if (name.startsWith('aria-') || name.startsWith('data-')) return ` ${name}="${value}"`
    return value ? ` ${name}=""` : ''
  }
  throw new Error(`No value of an attribute: ${key}`)
}

const ADDRESSES = new Set(['href', 'src', 'action', 'formaction'])
const SCRIPT_ADDRESS = /^[\s\p{Cc}]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:/iu
const SVG_LINES = /^(stroke|fill|text|font|clip)[A-Z]/

const styleText = (style: Props): string =>
  Object.entries(style)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`)
    .join(';')

const SPECIAL = /[&<>"']/

/** Safe as a text and within quotes. */
export function escapeHtml(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
