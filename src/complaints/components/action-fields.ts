import { PAUSE_REASONS } from '@/commitments/rules/rule'
import type { CaseAction } from '../rules/case-actions'
import {
  CALL_BACK_RESULTS,
  CASE_KINDS,
  CLOSE_RESULTS,
  ESCALATION_TARGETS,
  REPLY_CHANNELS,
  UPGRADE_LEVELS,
} from '../rules/lists'

/** One field of an action's form; `label` is a key under `cases.field`. */
export type ActionField =
  | {
      readonly kind: 'area' | 'line'
      readonly name: string
      readonly label: string
      readonly required?: boolean
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      /** Key of the words under `cases.code`. */
      readonly list: string
      readonly codes: readonly string[]
      readonly required?: boolean
      /** The usual one, chosen beforehand. */
      readonly usual?: string
    }
  | { readonly kind: 'moment'; readonly name: string; readonly label: string; readonly hint?: string }
  | {
      readonly kind: 'score' | 'tick' | 'override' | 'person' | 'class' | 'first_case' | 'kind' | 'file'
      readonly name: string
      readonly label: string
    }

const area = (name: string, label: string, required = false): ActionField => ({
  kind: 'area',
  name,
  label,
  required,
})
const line = (name: string, label: string, required = false): ActionField => ({
  kind: 'line',
  name,
  label,
  required,
})
const choice = (name: string, label: string, list: string, codes: readonly string[]): ActionField => ({
  kind: 'choice',
  name,
  label,
  list,
  codes,
  required: true,
})
const BY: ActionField = {
  kind: 'choice',
  name: 'channel',
  label: 'channel',
  list: 'replyChannel',
  codes: REPLY_CHANNELS,
  required: true,
  usual: 'phone',
}
const WHEN: readonly ActionField[] = [
  { kind: 'moment', name: 'occurredAt', label: 'occurredAt', hint: 'occurredHint' },
  line('backdateReason', 'backdateReason'),
]

/** What each action asks for, the most important first. */
export const ACTION_FIELDS: Readonly<Record<Exclude<CaseAction, 'reveal'>, readonly ActionField[]>> = {
  contact: [BY, area('text', 'moreText'), ...WHEN],
  reply: [area('text', 'text', true), BY, ...WHEN],
  plan: [
    area('text', 'planText', true),
    { kind: 'moment', name: 'plannedFor', label: 'plannedFor' },
    ...WHEN,
  ],
  solve: [area('text', 'solveText', true), ...WHEN],
  call_back: [
    choice('result', 'result', 'callBackResult', CALL_BACK_RESULTS),
    { kind: 'score', name: 'score', label: 'score' },
    { kind: 'tick', name: 'wishesReopen', label: 'wishesReopen' },
    area('text', 'moreText'),
  ],
  pause: [choice('reason', 'pauseReason', 'pause', PAUSE_REASONS), area('text', 'moreText')],
  resume: [area('text', 'moreText')],
  close: [
    choice('result', 'result', 'closeResult', CLOSE_RESULTS),
    area('text', 'moreText'),
    { kind: 'override', name: 'overrideReason', label: 'overrideReason' },
  ],
  reopen: [area('reason', 'reason', true)],
  reassign: [{ kind: 'person', name: 'toStaffId', label: 'toStaffId' }, area('reason', 'reason', true)],
  route_network: [
    line('place', 'place', true),
    line('troubleTime', 'troubleTime'),
    line('device', 'device'),
    { kind: 'moment', name: 'visitAt', label: 'visitAt' },
  ],
  visit: [
    area('text', 'visitText', true),
    { kind: 'tick', name: 'arrivedInTime', label: 'arrivedInTime' },
    ...WHEN,
  ],
  chase: [area('text', 'chaseText')],
  supervise: [area('text', 'superviseText', true)],
  upgrade: [choice('level', 'level', 'level', UPGRADE_LEVELS), area('reason', 'reason', true)],
  escalate: [choice('to', 'to', 'escalation', ESCALATION_TARGETS), area('text', 'moreText')],
  appeal: [line('reference', 'reference', true), area('text', 'moreText'), ...WHEN],
  answer_appeal: [area('text', 'answerText', true), ...WHEN],
  reclassify: [
    { kind: 'class', name: 'classCode', label: 'classCode' },
    { kind: 'kind', name: 'kind', label: 'kind' },
    area('reason', 'reason'),
  ],
  link_repeat: [{ kind: 'first_case', name: 'repeatOfId', label: 'repeatOfId' }],
  mark_legacy: [area('reason', 'reason', true)],
  note: [area('text', 'noteText', true)],
  attach_file: [{ kind: 'file', name: 'file', label: 'file' }],
}

export const KINDS = CASE_KINDS

/** Single keys on the page of a case; `?` lists them. */
export const ACTION_KEYS: Partial<Record<CaseAction, string>> = {
  contact: 'c',
  reply: 'r',
  plan: 'p',
  solve: 's',
  call_back: 'b',
  close: 'x',
  pause: 'z',
  resume: 'z',
  reassign: 'a',
  chase: 'k',
  note: 'm',
}
