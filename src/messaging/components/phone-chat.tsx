import { useTranslations } from 'next-intl'
import { LocalTime } from '@/ui/local-time'
import type { Bubble } from '../queries/simulator'

/** A region that scrolls is reached by the keyboard. */
const SCROLLS = { tabIndex: 0 } as const

/** The messages of one phone, as on its screen: ours on the left, the customer's on the right. */
export function PhoneChat({ bubbles, timeZone }: { bubbles: readonly Bubble[]; timeZone: string }) {
  const t = useTranslations('messages')
  return (
    // The newest stays in sight without a script: the list is turned upside down and so are its entries.
    <ol
      className="flex min-h-0 flex-1 flex-col-reverse gap-3 overflow-y-auto p-3"
      aria-label={t('simulator.chat')}
      {...SCROLLS}
    >
      {[...bubbles].reverse().map(({ id, from, at, text, parts, title, channel, state }) => (
        <li key={id} data-from={from} className={from === 'customer' ? 'ml-10 self-end' : 'mr-10 self-start'}>
          <div
            className={`rounded-2xl px-3.5 py-2 whitespace-pre-wrap break-words ${
              from === 'customer'
                ? 'rounded-br-sm bg-accent text-accent-foreground'
                : 'rounded-bl-sm bg-surface-tertiary'
            }`}
          >
            {channel === 'email' && title ? <p className="font-medium">{title}</p> : null}
            {text}
          </div>
          <p className={`mt-0.5 px-1 text-xs text-muted ${from === 'customer' ? 'text-right' : ''}`}>
            <span className="sr-only">
              {t(from === 'customer' ? 'simulator.fromCustomer' : 'simulator.fromUs')}{' '}
            </span>
            <LocalTime instant={at} timeZone={timeZone} />
            {from === 'customer' ? ` · ${t(`inboundState.${state}`)}` : ` · ${t('parts', { count: parts })}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
