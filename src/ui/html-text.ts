import { escapeHtml } from './html-of'

/** Markup that is safe to put into a page: made by `html` alone. */
export class Html {
  constructor(readonly text: string) {}
}

type HtmlValue = string | number | null | undefined | false | Html | readonly Html[]

/**
 * Markup as text for rows by the hundred: `` html`<td title="${title}">${words}</td>` ``. Every value is escaped, within
 * quotes too (so attributes always stand in double quotes), unless it is itself made by `html`; nothing comes of null,
 * undefined and false. An address must be one of our own: a path that begins with `/`.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0] ?? ''
  for (let i = 0; i < values.length; i++) text += textOf(values[i]) + (parts[i + 1] ?? '')
  return new Html(text)
}

function textOf(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.text
  if (value === null || value === undefined || value === false) return ''
  let text = ''
  for (const each of value) text += each.text
  return text
}
