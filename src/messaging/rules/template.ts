import { LOCALES, type Locale, type LocalText } from '@/kernel/text'

/** What may be said by SMS, mail or voice. */
export const MESSAGE_CHANNELS = ['sms', 'email', 'voice'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** A value for a placeholder; a LocalText is taken in the message's language. */
export type MessageParam = string | number | LocalText
export type MessageParams = Readonly<Record<string, MessageParam>>

/** A gap in a template, with a value to show it by. */
export type Placeholder = { readonly name: string; readonly sample: LocalText }

const GAP = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g

/** Names of the gaps in a text, each once, in order. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(GAP)].map((match) => match[1]!)),
]

/** Braces that make no gap: `{`, `{ }`, `{1}`. */
export const hasLooseBraces = (text: string): boolean => /[{}]/.test(text.replace(GAP, ''))

export type Filled = { readonly text: string } | { readonly missing: string }

/** The text with its gaps filled; values are put in as they are and never read as a template again. */
export function fillTemplate(text: string, params: MessageParams, locale: Locale): Filled {
  let missing: string | null = null
  const filled = text.replace(GAP, (_gap, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) {
      missing ??= name
      return ''
    }
    return typeof value === 'object' ? value[locale] : String(value)
  })
  return missing === null ? { text: filled } : { missing }
}

export type TemplateProblem =
  | { readonly code: 'template_text_empty'; readonly locale: Locale }
  | { readonly code: 'template_text_long'; readonly locale: Locale }
  | { readonly code: 'template_braces_loose'; readonly locale: Locale }
  | { readonly code: 'template_placeholder_unknown'; readonly locale: Locale; readonly name: string }
  | { readonly code: 'template_placeholder_missing'; readonly locale: Locale; readonly name: string }

/** Longest text of a template, in characters: ten SMS of Chinese. */
export const TEMPLATE_MAX_CHARACTERS = 670

/**
 * What is wrong with the words of a template: a language without words, a gap nobody fills, or a gap that must be
 * said (the text delivered with the product has it) and is left out.
 */
export function templateProblems(texts: LocalText, placeholders: readonly Placeholder[]): TemplateProblem[] {
  const names = placeholders.map(({ name }) => name)
  return LOCALES.flatMap((locale): TemplateProblem[] => {
    const text = texts[locale]
    if (text.trim() === '') return [{ code: 'template_text_empty', locale }]
    const found = placeholdersIn(text)
    return [
      ...([...text].length > TEMPLATE_MAX_CHARACTERS
        ? [{ code: 'template_text_long', locale } as const]
        : []),
      ...(hasLooseBraces(text) ? [{ code: 'template_braces_loose', locale } as const] : []),
      ...found
        .filter((name) => !names.includes(name))
        .map((name) => ({ code: 'template_placeholder_unknown', locale, name }) as const),
      ...names
        .filter((name) => !found.includes(name))
        .map((name) => ({ code: 'template_placeholder_missing', locale, name }) as const),
    ]
  })
}

/** Samples of all placeholders, as values for a preview. */
export const sampleParams = (placeholders: readonly Placeholder[]): MessageParams =>
  Object.fromEntries(placeholders.map(({ name, sample }) => [name, sample]))
