'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Icon } from './icon'
import { rememberPreference } from './preference-cookie'
import { isTheme, THEMES, type Theme } from './theme'

const ICONS = { system: 'monitor', light: 'sun', dark: 'moon' } as const
const WORDS = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const

/** Light, dark or as the system is. */
export function ThemeSwitch() {
  const t = useTranslations('ui')
  const [theme, setTheme] = useState<Theme>('system')

  useEffect(() => {
    const chosen = document.documentElement.dataset.themeChoice
    if (isTheme(chosen)) setTheme(chosen)
  }, [])

  const choose = (next: Theme) => {
    setTheme(next)
    rememberPreference('theme', next)
    const root = document.documentElement
    root.dataset.themeChoice = next
    const isDark =
      next === 'dark' || (next === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
    root.dataset.theme = isDark ? 'dark' : 'light'
  }

  return (
    <fieldset className="segmented">
      <legend className="sr-only">{t('theme')}</legend>
      {THEMES.map((value) => (
        <button key={value} type="button" aria-pressed={theme === value} onClick={() => choose(value)}>
          <Icon name={ICONS[value]} size={14} className="mr-1 inline align-[-2px]" />
          {t(WORDS[value])}
        </button>
      ))}
    </fieldset>
  )
}
