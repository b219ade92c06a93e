'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { RadioGroup } from '@/ui/choice-group'
import { Combobox } from '@/ui/combobox'
import type { ComboboxOption } from '@/ui/combobox-match'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { formatInstant } from '@/ui/format'
import { focusNextField } from '@/ui/next-field'
import { Notice } from '@/ui/notice'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { useHotkeys } from '@/ui/use-hotkeys'
import { placeNewOrder } from '../actions'
import type { OrderableService } from '../queries/services'
import { CONSENT_CHANNELS } from '../rules/lists'
import type { PlacedOrder } from '../service/place'

type Props = {
  readonly services: readonly OrderableService[]
  readonly units: readonly { readonly value: string; readonly label: string; readonly timeZone: string }[]
}

const CHANNELS = CONSENT_CHANNELS.filter((channel) => channel !== 'api')
const newKey = (): string => `order-${crypto.randomUUID()}`

/** An order in twenty seconds: number, service, the customer's words; everything by keyboard. */
export function NewOrderForm({ services, units }: Props) {
  const t = useTranslations('orders')
  const form = useRef<HTMLFormElement>(null)
  const key = useRef('')
  const [round, setRound] = useState(0)
  const [chosen, setChosen] = useState<OrderableService | null>(null)
  const [placed, setPlaced] = useState<{ order: PlacedOrder; timeZone: string } | null>(null)
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isSending, setIsSending] = useState(false)
  useHotkeys([{ key: 'mod+Enter', label: t('form.submit'), run: () => form.current?.requestSubmit() }])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isSending) return
    key.current ||= newKey()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const unitId = text('unitId') || units[0]?.value || ''
    setIsSending(true)
    try {
      const outcome = outcomeOf(
        await placeNewOrder({
          service: text('service'),
          phone: text('phone'),
          channel: text('channel') as (typeof CHANNELS)[number],
          words: text('words') || t('form.wordsDefault', { service: chosen?.label ?? text('service') }),
          unitId,
          idempotencyKey: key.current,
        }),
      )
      if (!outcome.ok) {
        const fields = Object.entries(outcome.fields)
        setErrors(
          fields.length > 0
            ? fields.map(([name, message]) => ({ name, message }))
            : [{ message: outcome.message }],
        )
        return
      }
      key.current = ''
      setErrors([])
      setPlaced({
        order: outcome.value,
        timeZone: units.find(({ value }) => value === unitId)?.timeZone ?? 'Asia/Shanghai',
      })
      setChosen(null)
      setRound(round + 1)
    } catch {
      setErrors([{ message: t('form.connection') }])
    } finally {
      setIsSending(false)
    }
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message

  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <form
        key={round}
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={moveOn}
        className="flex min-w-0 flex-col gap-3"
      >
        {placed ? <Placed {...placed} /> : null}
        <ErrorSummary errors={errors} />
        <TextInput
          name="phone"
          type="tel"
          inputMode="tel"
          label={t('form.phone')}
          error={errorOf('phone')}
          required
          autoFocus
          maxLength={40}
        />
        <Combobox
          name="service"
          label={t('form.service')}
          hint={t('form.serviceHint')}
          error={errorOf('service')}
          required
          options={services}
          onChoose={(option) => setChosen(serviceOf(services, option))}
        />
        <RadioGroup
          name="channel"
          label={t('form.channel')}
          choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          defaultValue="hall"
          buttons
        />
        <TextArea
          name="words"
          rows={2}
          label={t('form.words')}
          hint={t('form.wordsHint')}
          error={errorOf('words')}
          maxLength={1000}
        />
        {units.length > 1 ? (
          <Select name="unitId" label={t('form.unit')} options={units} defaultValue={units[0]?.value} />
        ) : null}
        <div>
          <SubmitButton pending={isSending}>{t('form.submit')}</SubmitButton>
        </div>
      </form>
      <WhatIsSaid service={chosen} />
    </div>
  )
}

const serviceOf = (services: readonly OrderableService[], option: ComboboxOption | null) =>
  services.find(({ value }) => value === option?.value) ?? null

/** Enter goes on to the next field; Ctrl+Enter anywhere sends. */
function moveOn(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
  if (!(event.target instanceof HTMLInputElement)) return
  event.preventDefault()
  focusNextField(event.target)
}

/** What to tell the customer at the counter; the text message says the same. */
function WhatIsSaid({ service }: { service: OrderableService | null }) {
  const t = useTranslations('orders.form')
  return (
    <aside className="panel self-start p-3" aria-label={t('tell')}>
      <h2 className="mb-2 font-semibold">{t('tell')}</h2>
      {service ? (
        <dl className="dl">
          <dt>{t('name')}</dt>
          <dd>{service.label}</dd>
          <dt>{t('price')}</dt>
          <dd>{service.price}</dd>
          <dt>{t('provider')}</dt>
          <dd>{service.provider}</dd>
          <dt>{t('cancelHow')}</dt>
          <dd>{service.cancelHow}</dd>
        </dl>
      ) : (
        <p className="text-muted">{t('tellHint')}</p>
      )}
      <p className="mt-3 text-muted text-sm">{t('law')}</p>
    </aside>
  )
}

function Placed({ order, timeZone }: { order: PlacedOrder; timeZone: string }) {
  const t = useTranslations('orders.form')
  const locale = useAppLocale()
  return (
    <Notice kind="success" live title={t('placed', { number: order.number })}>
      <p className="mb-2">
        {order.windowEndsAt
          ? t('placedAsked', {
              time: formatInstant(order.windowEndsAt, { locale, timeZone, style: 'dateTime' }),
            })
          : t('placedActive')}
      </p>
      <ButtonLink size="sm" href={`/orders/${order.id}`} data-testid="placed-order">
        {t('open')}
      </ButtonLink>
    </Notice>
  )
}
