'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { Checkbox } from '@/ui/checkbox'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { saveMappingAction, startImportAction } from '../actions'
import type { DraftView } from '../queries'
import { DATE_ORDERS } from '../rules/dates'
import { ENCODINGS } from '../rules/encoding'
import { FIELDS, NEEDED_FIELDS } from '../rules/fields'
import { BRANCH_KINDS, DATE_WINNERS } from '../rules/mapping'
import { MappingBranches } from './mapping-branches'
import { MappingValues } from './mapping-values'
import { mappingOf } from './read-mapping'

export type MappingFormProps = Pick<
  DraftView,
  | 'units'
  | 'codes'
  | 'owners'
  | 'branches'
  | 'tooManyBranches'
  | 'values'
  | 'mayMakeUnits'
  | 'looksSwapped'
  | 'orderIsSure'
> & {
  readonly batchId: string
  readonly unitId: string
  readonly isText: boolean
  readonly mapping: DraftView['batch']['mapping']
  readonly columns: readonly { readonly header: string; readonly samples: readonly string[] }[]
  readonly channels: readonly string[]
  readonly timeZones: readonly string[]
}

const OWNERS = ['manager', 'importer', 'person'] as const

/** What the file means: columns, how to read them, values, branches. Saved whole, so the preview below always agrees. */
export function MappingForm(props: MappingFormProps) {
  const { batchId, mapping, columns, channels, timeZones } = props
  const t = useTranslations('imports')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [pending, setPending] = useState<'save' | 'start' | null>(null)
  const [, startTransition] = useTransition()
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message

  const submit = (what: 'save' | 'start') => {
    if (!form.current || pending) return
    const input = { batchId, ...mappingOf(form.current, props) }
    setPending(what)
    startTransition(async () => {
      const saved = outcomeOf(await saveMappingAction(input))
      const outcome = saved.ok && what === 'start' ? outcomeOf(await startImportAction({ batchId })) : saved
      setPending(null)
      if (outcome.ok) {
        setErrors([])
        if (what === 'save') notify({ title: t('map.saved'), tone: 'success' })
        router.refresh()
        return
      }
      const atFields = Object.entries(outcome.fields).map(([name, message]) => ({
        name: name.replace(/^mapping\./, ''),
        message,
      }))
      setErrors(atFields.length > 0 ? atFields : [{ message: outcome.message }])
    })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit('save')
  }
  const zoneOptions = 'import-zones'

  return (
    <form ref={form} onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <datalist id={zoneOptions}>
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Panel title={t('map.columns')} hint={t('map.columnsHint')}>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {FIELDS.map((field) => (
            <Select
              key={field}
              name={`columns.${field}`}
              label={t(`field.${field}`)}
              blank={t('map.none')}
              options={columns.map(({ header, samples }) => ({
                value: header,
                label: samples[0] ? `${header} · ${samples[0].slice(0, 30)}` : header,
              }))}
              defaultValue={mapping.columns[field] ?? ''}
              required={NEEDED_FIELDS.includes(field)}
              error={errorOf(`columns.${field}`)}
            />
          ))}
        </div>
      </Panel>
      <Panel title={t('map.reading')}>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          <Select
            name="unitId"
            label={t('map.unit')}
            hint={t('map.unitHint')}
            options={props.units}
            defaultValue={props.unitId}
            error={errorOf('unitId')}
            required
          />
          <TextInput
            name="origin"
            label={t('map.origin')}
            hint={t('map.originHint')}
            defaultValue={mapping.origin}
            error={errorOf('origin')}
            required
          />
          <TextInput
            name="timeZone"
            label={t('map.zone')}
            hint={t('map.zoneHint')}
            list={zoneOptions}
            defaultValue={mapping.timeZone}
            error={errorOf('timeZone')}
            required
          />
          <Select
            name="dateOrder"
            label={t('map.dateOrder')}
            hint={props.orderIsSure ? t('map.orderSure') : t('map.orderUnsure')}
            options={DATE_ORDERS.map((order) => ({ value: order, label: t(`map.order.${order}`) }))}
            defaultValue={mapping.dateOrder}
          />
          <Select
            name="dateWins"
            label={t('map.dateWins')}
            options={DATE_WINNERS.map((winner) => ({ value: winner, label: t(`map.wins.${winner}`) }))}
            defaultValue={mapping.dateWins}
          />
          <Select
            name="channelWhenEmpty"
            label={t('map.channelWhenEmpty')}
            options={channels.map((channel) => ({ value: channel, label: t(`value.${channel}`) }))}
            defaultValue={mapping.channelWhenEmpty}
          />
          <Select
            name="who"
            label={t('map.owner')}
            options={OWNERS.map((who) => ({ value: who, label: t(`map.who.${who}`) }))}
            defaultValue={mapping.owner.who}
          />
          <Select
            name="staffId"
            label={t('map.person')}
            blank={t('map.none')}
            options={props.owners.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={mapping.owner.who === 'person' ? mapping.owner.staffId : ''}
            error={errorOf('owner.staffId')}
          />
          <Select
            name="branchKind"
            label={t('map.branchKind')}
            options={BRANCH_KINDS.map((kind) => ({ value: kind, label: t(`map.kind.${kind}`) }))}
            defaultValue={mapping.branchKind}
          />
          {props.isText ? (
            <>
              <Select
                name="encoding"
                label={t('map.encoding')}
                options={ENCODINGS.map((encoding) => ({ value: encoding, label: encoding.toUpperCase() }))}
                defaultValue={mapping.encoding ?? 'utf-8'}
              />
              <Select
                name="delimiter"
                label={t('map.delimiter')}
                blank={t('map.delimiterAuto')}
                options={[',', ';', '|', '\t'].map((delimiter) => ({
                  value: delimiter,
                  label: delimiter === '\t' ? t('map.delimiterTab') : delimiter,
                }))}
                defaultValue={mapping.delimiter ?? ''}
              />
            </>
          ) : null}
        </div>
        <div className="mt-3 flex flex-col gap-2">
          {props.looksSwapped ? (
            <Notice kind="warning" title={t('map.looksSwapped', { column: props.looksSwapped.column })}>
              <p>{t('map.looksSwappedWhy', { count: props.looksSwapped.count })}</p>
            </Notice>
          ) : null}
          <Checkbox
            name="swapSmallDays"
            label={t('map.swap')}
            hint={t('map.swapHint')}
            defaultChecked={mapping.swapSmallDays}
          />
        </div>
      </Panel>
      <MappingValues {...props} />
      <MappingBranches {...props} zoneOptions={zoneOptions} errorOf={errorOf} />
      <div className="flex flex-wrap justify-end gap-2">
        <SubmitButton look="default" pending={pending === 'save'}>
          {t('map.save')}
        </SubmitButton>
        <Button look="primary" aria-disabled={pending !== null} onClick={() => submit('start')}>
          {pending === 'start' ? t('map.starting') : t('map.start')}
        </Button>
      </div>
    </form>
  )
}
