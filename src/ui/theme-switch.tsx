'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { rememberPreference } from './preference-cookie'
import { isTheme, THEMES, type Theme } from './theme'

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const
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
      {THEMES.map((value) => {
        const Icon = ICONS[value]
        return (
          <button key={value} type="button" aria-pressed={theme === value} onClick={() => choose(value)}>
            <Icon size={14} className="mr-1 inline align-[-2px]" aria-hidden="true" />
            {t(WORDS[value])}
          </button>
        )
      })}
    </fieldset>
  )
}
