import { useTranslations } from 'next-intl'

/** A state of a matter in words; rooms may have states only they know, which keep their code. */
export function useStateName(): (state: string) => string {
  const t = useTranslations('matters')
  return (state) => (t.has(`state.${state}` as 'state.open') ? t(`state.${state}` as 'state.open') : state)
}
