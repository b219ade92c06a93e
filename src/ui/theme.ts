export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
/** Cookie with the reader's choice. */
export const THEME_COOKIE = 'theme'

export const isTheme = (value: string | undefined): value is Theme => THEMES.some((theme) => theme === value)

/** Runs before the first paint: "system" is known to the browser only. */
export const THEME_SCRIPT = `(function(){var d=document.documentElement;if(d.dataset.themeChoice==='system'){var m=matchMedia('(prefers-color-scheme: dark)');var f=function(){if(d.dataset.themeChoice==='system')d.dataset.theme=m.matches?'dark':'light'};f();m.addEventListener('change',f)}})()`
