/** Where to go after sign-in: a path of this system only, so that a crafted link cannot lead elsewhere. */
export function safeReturnTo(value: string | readonly string[] | undefined): string {
  if (typeof value !== 'string' || !value.startsWith('/') || /^\/[/\\]/.test(value)) return '/'
  if ([...value].some((character) => character < ' ' || character === '\\')) return '/'
  const { pathname, search, hash } = new URL(value, 'http://local')
  return pathname.startsWith('//') || /^\/(sign-in|change-password|api)(\/|$)/.test(pathname)
    ? '/'
    : pathname + search + hash
}
