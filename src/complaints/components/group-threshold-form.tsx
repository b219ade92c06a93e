'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useActionForm } from '@/identity/components/use-action-form'
import { outcomeOf } from '@/identity/outcome'
import { Combobox } from '@/ui/combobox'
import type { ComboboxOption } from '@/ui/combobox-match'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { dropThreshold, findThresholdUnits, keepThreshold } from '../group-actions'

type Numbers = { readonly count: number; readonly windowHours: number }

export function AddThreshold({ standard }: { standard: Numbers }) {
  const t = useTranslations('groups')
  return (
    <DialogButton label={t('addThreshold')} title={t('addThreshold')} look="primary">
      <ThresholdForm threshold={standard} />
    </DialogButton>
  )
}

export function EditThreshold({
  unitId,
  unitName,
  threshold,
}: {
  unitId: string
  unitName: string
  threshold: Numbers
}) {
  const t = useTranslations('groups')
  const common = useTranslations('common')
  return (
    <DialogButton
      label={
        <>
          {common('edit')} <span className="sr-only">{unitName}</span>
        </>
      }
      title={t('editThreshold', { unit: unitName })}
      look="quiet"
      buttonSize="sm"
    >
      <ThresholdForm
        unitId={unitId}
        threshold={{ count: threshold.count, windowHours: threshold.windowHours }}
      />
    </DialogButton>
  )
}

const loadUnits = async (typed: string): Promise<readonly ComboboxOption[]> => {
  const answer = outcomeOf(await findThresholdUnits({ typed }))
  return answer.ok ? answer.value : []
}

function ThresholdForm({ unitId, threshold }: { unitId?: string; threshold: Numbers }) {
  const t = useTranslations('groups')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const { onSubmit, errors, errorOf, isPending } = useActionForm(keepThreshold, {
    ...(unitId ? { fixed: { unitId } } : {}),
    onDone: () => {
      notify({ title: common('saved'), tone: 'success' })
      close()
      router.refresh()
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      {unitId ? null : (
        <Combobox
          name="unitId"
          label={t('column.unit')}
          hint={t('unitHint')}
          load={loadUnits}
          error={errorOf('unitId')}
          required
          autoFocus
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        <TextInput
          name="count"
          type="number"
          inputMode="numeric"
          min={2}
          max={500}
          label={t('countLabel')}
          defaultValue={threshold.count}
          error={errorOf('count')}
          required
        />
        <TextInput
          name="windowHours"
          type="number"
          inputMode="numeric"
          min={1}
          max={720}
          label={t('hoursLabel')}
          defaultValue={threshold.windowHours}
          error={errorOf('windowHours')}
          required
        />
      </div>
      <SubmitButton look="primary" pending={isPending}>
        {common('save')}
      </SubmitButton>
    </form>
  )
}

export function RemoveThreshold({ unitId, unitName }: { unitId: string; unitName: string }) {
  const t = useTranslations('groups')
  const common = useTranslations('common')
  const router = useRouter()
  const remove = async () => {
    const outcome = outcomeOf(await dropThreshold({ unitId }))
    notify(outcome.ok ? { title: t('removed'), tone: 'success' } : { title: outcome.message, tone: 'danger' })
    router.refresh()
  }
  return (
    <ConfirmDialog
      label={
        <>
          {common('delete')} <span className="sr-only">{unitName}</span>
        </>
      }
      title={t('removeTitle', { unit: unitName })}
      confirmLabel={common('delete')}
      look="quiet"
      size="sm"
      onConfirm={remove}
    >
      {t('removeBody')}
    </ConfirmDialog>
  )
}
