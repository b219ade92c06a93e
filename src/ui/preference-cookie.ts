const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** Remembers how this browser likes to see the app. A cookie, so that the server's first answer already fits. */
export function rememberPreference(name: 'theme' | 'nav', value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`
}
