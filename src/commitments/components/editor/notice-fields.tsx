'use client'

import { useTranslations } from 'next-intl'
import { BLANK_TEXT } from '../../rules/blank-rule'
import { CLOCK_UNITS } from '../../rules/duration'
import { noticePlanOf } from '../../rules/occasions'
import type { AdvanceNoticeRule } from '../../rules/rule'
import { useClockOptions } from './deadline-fields'
import {
  ChoiceField,
  CodesField,
  DurationField,
  type Edited,
  LocalTextField,
  OptionalPart,
  TextField,
} from './fields'
import { FactField, PartList } from './list-fields'

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const NOTICE_CHANNELS = ['sms', 'voice', 'app', 'email', 'letter', 'hall', 'hotline', 'web', 'media'] as const

/** Which notices precede an adverse event, how long before, by which channel, and when it may not happen. */
export function NoticeFields({
  path,
  value,
  onChange,
}: Pick<Edited<AdvanceNoticeRule>, 'path' | 'value' | 'onChange'>) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const clocks = useClockOptions()
  return (
    <div className="flex flex-col gap-3">
      <FactField
        path={`${path}.event`}
        label={t('editor.event')}
        hint={t(noticePlanOf(value) ? 'editor.eventHint' : 'editor.eventNotMeasured')}
        value={value.event}
        onChange={(event) => onChange({ ...value, event })}
      />
      <OptionalPart
        path={`${path}.trigger`}
        label={t('editor.hasTrigger')}
        value={value.trigger}
        blank={BLANK_TEXT}
        onChange={(trigger) => {
          const { trigger: _before, ...rest } = value
          onChange(trigger ? { ...rest, trigger } : rest)
        }}
      >
        {(trigger) => (
          <LocalTextField
            path={`${path}.trigger`}
            label={t('parameter.trigger')}
            value={trigger}
            onChange={(changed) => onChange({ ...value, trigger: changed })}
          />
        )}
      </OptionalPart>
      <PartList<AdvanceNoticeRule['notices'][number]>
        label={r('parameters.notices')}
        hint={t('editor.noticesHint')}
        parts={value.notices}
        onChange={(notices) => onChange({ ...value, notices })}
        blank={() => ({ lead: { amount: 1, unit: 'day' }, clock: 'calendar_day', channels: ['sms'] })}
        addLabel={t('editor.addNotice')}
      >
        {(notice, index, change) => (
          <div className="grid gap-2 md:grid-cols-2">
            <ChoiceField
              path={`${path}.notices.${index}.clock`}
              label={r('parameters.clock')}
              value={notice.clock}
              options={clocks}
              onChange={(clock) =>
                change({
                  ...notice,
                  clock,
                  lead: notice.lead && {
                    ...notice.lead,
                    unit: CLOCK_UNITS[clock].includes(notice.lead.unit)
                      ? notice.lead.unit
                      : (CLOCK_UNITS[clock].find((unit) => unit === 'day') ?? 'cycle'),
                  },
                })
              }
            />
            <OptionalPart
              path={`${path}.notices.${index}.lead`}
              label={t('editor.hasLead')}
              value={notice.lead}
              blank={{
                amount: 1,
                unit: CLOCK_UNITS[notice.clock].includes('day') ? ('day' as const) : ('cycle' as const),
              }}
              onChange={(lead) => change({ ...notice, lead: lead ?? null })}
            >
              {(lead) => (
                <DurationField
                  path={`${path}.notices.${index}.lead`}
                  label={t('parameter.notices_lead')}
                  units={CLOCK_UNITS[notice.clock]}
                  value={lead}
                  onChange={(changed) => change({ ...notice, lead: changed })}
                />
              )}
            </OptionalPart>
            <div className="md:col-span-2">
              <CodesField
                path={`${path}.notices.${index}.channels`}
                label={t('editor.byChannel')}
                options={NOTICE_CHANNELS.map((each) => ({ value: each, label: t(`noticeChannel.${each}`) }))}
                value={notice.channels}
                onChange={(channels) => change({ ...notice, channels })}
              />
            </div>
          </div>
        )}
      </PartList>
      <PartList<AdvanceNoticeRule['forbiddenHours'][number]>
        label={t('parameter.forbiddenHours')}
        parts={value.forbiddenHours}
        onChange={(forbiddenHours) => onChange({ ...value, forbiddenHours })}
        blank={() => ({ days: [...WEEK], from: '21:00', to: '08:00' })}
        addLabel={t('editor.addForbiddenHours')}
      >
        {(hours, index, change) => (
          <div className="grid gap-2 sm:grid-cols-[1fr_8rem_8rem]">
            <CodesField
              path={`${path}.forbiddenHours.${index}.days`}
              label={t('editor.days')}
              options={WEEK.map((each) => ({ value: each, label: t(`weekday.${each}`) }))}
              value={hours.days}
              onChange={(days) => change({ ...hours, days })}
            />
            <TextField
              path={`${path}.forbiddenHours.${index}.from`}
              type="time"
              label={t('editor.from')}
              value={hours.from}
              onChange={(from) => change({ ...hours, from })}
            />
            <TextField
              path={`${path}.forbiddenHours.${index}.to`}
              type="time"
              label={t('editor.to')}
              value={hours.to}
              onChange={(to) => change({ ...hours, to })}
            />
          </div>
        )}
      </PartList>
    </div>
  )
}
