'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { notify } from '@/ui/notify'
import { answerAsCustomerAction } from '../simulator-actions'

/** Answers people give most, one press each. */
const QUICK = ['是', 'Y', '否', 'TD', '在吗'] as const

/** The line at the foot of a handset: what the customer writes. */
export function PhoneAnswer({ customerId }: { customerId: string }) {
  const t = useTranslations('messages')
  const router = useRouter()
  const [text, setText] = useState('')
  const [isPending, startTransition] = useTransition()
  const field = useRef<HTMLInputElement>(null)

  const send = (words: string) =>
    startTransition(async () => {
      const outcome = outcomeOf(await answerAsCustomerAction({ customerId, text: words }))
      if (!outcome.ok) {
        notify({ title: outcome.message, tone: 'danger' })
        return
      }
      setText('')
      if (outcome.value.state === 'unhandled') notify({ title: t('simulator.notExpected') })
      router.refresh()
      field.current?.focus()
    })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') send(text)
  }
  return (
    <div className="border-t border-border p-3">
      <fieldset className="mb-2 flex flex-wrap gap-2" aria-label={t('simulator.quick')}>
        {QUICK.map((words) => (
          <Button key={words} size="sm" disabled={isPending} onClick={() => send(words)}>
            {words}
          </Button>
        ))}
      </fieldset>
      <form className="flex gap-2" onSubmit={onSubmit}>
        <input
          ref={field}
          name="answer"
          value={text}
          maxLength={500}
          autoComplete="off"
          aria-label={t('simulator.answer')}
          placeholder={t('simulator.answer')}
          className="min-w-0 flex-1 rounded-full border border-border bg-surface px-4 py-2"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={isPending || text.trim() === ''}>
          {t('simulator.send')}
        </Button>
      </form>
    </div>
  )
}
