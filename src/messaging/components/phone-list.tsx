import { useTranslations } from 'next-intl'
import { AppLink } from '@/ui/app-link'
import { Button } from '@/ui/button'
import { LocalTime } from '@/ui/local-time'
import { Panel } from '@/ui/panel'
import { TextInput } from '@/ui/text-input'
import type { Phone } from '../queries/simulator'

/** Every phone something was sent to, the latest first. */
export function PhoneList({
  phones,
  chosenId,
  tail,
}: {
  phones: readonly Phone[]
  chosenId: string | null
  tail: string
}) {
  const t = useTranslations('messages')
  return (
    <Panel flush>
      <form action="/simulator" className="flex gap-2 border-b border-border p-3">
        <TextInput
          name="tail"
          label={t('simulator.tail')}
          placeholder={t('simulator.tail')}
          inputMode="numeric"
          maxLength={4}
          defaultValue={tail}
          hideLabel
        />
        <Button type="submit">{t('simulator.find')}</Button>
      </form>
      {phones.length === 0 ? <p className="p-3 text-muted">{t('simulator.none')}</p> : null}
      <ul className="max-h-[calc(100dvh-20rem)] divide-y divide-border overflow-y-auto lg:max-h-[calc(100dvh-16rem)]">
        {phones.map((phone) => (
          <li key={phone.customerId}>
            <AppLink
              href={`/simulator?phone=${phone.customerId}${tail ? `&tail=${tail}` : ''}`}
              aria-current={phone.customerId === chosenId ? 'true' : undefined}
              className="block px-3 py-2 no-underline hover:bg-surface-secondary aria-[current=true]:bg-surface-secondary"
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-medium tabular-nums">{phone.number}</span>
                <span className="text-xs text-muted">
                  <LocalTime instant={phone.lastAt} timeZone={phone.timeZone} />
                </span>
              </span>
              <span className="block truncate text-sm text-muted">{phone.lastText}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
