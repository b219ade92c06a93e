import { type ActionAnswer, type Outcome, outcomeOf } from '@/identity/outcome'
import * as actions from '../actions'
import type { CaseAction } from '../rules/case-actions'
import { instantOfWallClock } from '../rules/wall-clock'
import { ACTION_FIELDS, type ActionField } from './action-fields'

export type FormAction = Exclude<CaseAction, 'reveal'>
export type ActionTarget = {
  readonly complaintId: string
  readonly revision: number
  readonly timeZone: string
}

/** Reads a form as its action expects it: times as instants of the branch, ticks as yes or no, blanks as none. */
export function readForm(
  action: FormAction,
  data: FormData,
  { complaintId, revision, timeZone }: ActionTarget,
) {
  const input: Record<string, unknown> = { complaintId, revision }
  for (const field of ACTION_FIELDS[action]) input[field.name] = fieldValue(field, data, timeZone)
  return input
}

function fieldValue(field: ActionField, data: FormData, timeZone: string): unknown {
  const text = String(data.get(field.name) ?? '').trim()
  switch (field.kind) {
    case 'moment':
      // What is no time goes on as it is, so that the refusal names the field.
      return text === '' ? null : (instantOfWallClock(text, timeZone) ?? text)
    case 'score':
      return text === '' ? null : Number(text)
    case 'tick':
      return data.get(field.name) !== null
    case 'line':
    case 'override':
    case 'kind':
      return text === '' ? null : text
    default:
      return text
  }
}

/** Each action takes the input of its own schema; the server checks what the form gave. */
type Runner = (input: never) => Promise<ActionAnswer<unknown> | undefined>

const RUNNERS: Readonly<Record<Exclude<FormAction, 'attach_file'>, Runner>> = {
  contact: actions.contact,
  reply: actions.reply,
  plan: actions.plan,
  solve: actions.solve,
  call_back: actions.callBack,
  pause: actions.pause,
  resume: actions.resume,
  close: actions.close,
  reopen: actions.reopen,
  reassign: actions.reassign,
  route_network: actions.routeNetwork,
  visit: actions.visit,
  chase: actions.chase,
  supervise: actions.supervise,
  upgrade: actions.upgrade,
  escalate: actions.escalate,
  appeal: actions.appeal,
  answer_appeal: actions.answerAppeal,
  reclassify: actions.reclassify,
  link_repeat: actions.linkRepeat,
  mark_legacy: actions.markLegacy,
  note: actions.note,
}

/** Runs an action with what its form holds. */
export async function runAction(
  action: FormAction,
  data: FormData,
  target: ActionTarget,
): Promise<Outcome<unknown>> {
  if (action === 'attach_file') return sendFile(data, target)
  return outcomeOf(await RUNNERS[action](readForm(action, data, target) as never))
}

/** Files go by their own address: an action's body is kept small. */
async function sendFile(data: FormData, { complaintId }: ActionTarget): Promise<Outcome<unknown>> {
  const body = new FormData()
  const file = data.get('file')
  if (file instanceof File) body.set('file', file)
  const response = await fetch(`/api/v1/complaints/${complaintId}/files`, { method: 'POST', body })
  const answer: unknown = await response.json().catch(() => null)
  return response.ok ? { ok: true, value: answer } : { ok: false, ...problemOf(answer) }
}

function problemOf(answer: unknown): { code: string; message: string; fields: Record<string, string> } {
  const problem = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  const fields = typeof problem.fields === 'object' && problem.fields !== null ? problem.fields : {}
  return {
    code: String(problem.code ?? 'failed'),
    message: String(problem.detail ?? problem.title ?? ''),
    fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, String(text)])),
  }
}
