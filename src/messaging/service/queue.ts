import type { SubjectType } from '@/kernel/fact-types'
import { newId } from '@/kernel/ids'
import { RefusedError } from '@/kernel/result'
import type { Locale, LocalText } from '@/kernel/text'
import { orgTree } from '@/organisation/tree'
import type { TxCtx } from '@/platform/context'
import { CATALOGUE_TEMPLATES } from '../catalogue/templates'
import { splitSms } from '../rules/sms-parts'
import { fillTemplate, type MessageChannel, type MessageParams } from '../rules/template'
import { insertMessages, type OutboxRow, withdraw } from '../store/outbox'
import {
  insertCatalogue,
  type TemplateInForce,
  templatesInForce,
  templatesOfVersions,
} from '../store/templates'

export type NewMessage = {
  /** The same key is the same message, however often it is queued: `consent.ask:<order>`. */
  readonly key: string
  readonly channel: MessageChannel
  readonly customerId: string
  readonly templateCode: string
  /** These very words, approved with what is sent; default: those in force. */
  readonly versionId?: string
  /** Default: zh-CN. */
  readonly locale?: Locale
  /** Values of the placeholders; `carrier` and `hotline` are filled in when left out. Never a name or an identity number. */
  readonly params: MessageParams
  readonly subject: { readonly type: SubjectType; readonly id: string }
  readonly unitId: string
  /** Not sent before; quiet hours of the customer's zone are the caller's to respect (`afterQuietHours`). Default: at once. */
  readonly notBefore?: Date
  /** Given up when it has not left by then. */
  readonly notAfter?: Date
}

/** A message on its way, with exactly the text that is sent. */
export type QueuedMessage = { readonly id: string; readonly text: string; readonly parts: number }

/**
 * Writes a message into the outbox in the caller's transaction: it is sent if and only if that commits, and once for
 * its key.
 * @throws RefusedError `template_missing`, `template_value_missing`
 */
export async function queueMessage(ctx: TxCtx, message: NewMessage): Promise<QueuedMessage> {
  const [queued] = await queueMessages(ctx, [message])
  return queued!
}

/** The same for many, in the order given, in three statements however many there are. */
export async function queueMessages(ctx: TxCtx, messages: readonly NewMessage[]): Promise<QueuedMessage[]> {
  if (messages.length === 0) return []
  const now = ctx.clock()
  const templates = await neededTemplates(ctx, [...new Set(messages.map((each) => each.templateCode))])
  const fixed = await templatesOfVersions(ctx.tx, [
    ...new Set(messages.flatMap(({ versionId }) => versionId ?? [])),
  ])
  const tree = await orgTree(ctx)
  const rows = messages.map((message): OutboxRow => {
    const locale = message.locale ?? 'zh-CN'
    const template = message.versionId ? fixed.get(message.versionId) : templates.get(message.templateCode)
    if (!template)
      throw new RefusedError({ code: 'template_missing', params: { template: message.templateCode } })
    const defaults = { carrier: tree.root?.name ?? NO_WORDS, hotline: hotlineOf(tree, message.unitId) }
    const filled = fillTemplate(template.texts[locale], { ...defaults, ...message.params }, locale)
    if ('missing' in filled)
      throw new RefusedError({
        code: 'template_value_missing',
        params: { template: message.templateCode, placeholder: filled.missing },
      })
    return {
      id: newId(now.getTime()),
      key: message.key,
      channel: message.channel,
      customerId: message.customerId,
      unitId: message.unitId,
      versionId: template.versionId,
      locale,
      title: template.name[locale],
      text: filled.text,
      parts: message.channel === 'sms' ? splitSms(filled.text).parts.length : 1,
      subjectType: message.subject.type,
      subjectId: message.subject.id,
      dueAt: message.notBefore !== undefined && message.notBefore > now ? message.notBefore : now,
      notAfter: message.notAfter ?? null,
    }
  })
  const byKey = await insertMessages(ctx.tx, rows, now)
  return messages.map(({ key }) => {
    const { id, text, parts } = byKey.get(key)!
    return { id, text, parts }
  })
}

/**
 * Takes back messages that have not begun to be sent, e.g. when a planned event is called off.
 * @returns keys that will not be sent; the others have left or are leaving
 */
export const withdrawMessages = (ctx: TxCtx, keys: readonly string[]): Promise<string[]> =>
  withdraw(ctx.tx, keys, ctx.clock())

const NO_WORDS: LocalText = { 'zh-CN': '', 'zh-TW': '', en: '' }
const HOTLINE_WORDS: LocalText = { 'zh-CN': '客服热线', 'zh-TW': '客服熱線', en: 'our hotline' }

function hotlineOf(tree: Awaited<ReturnType<typeof orgTree>>, unitId: string): string | LocalText {
  return tree.nearestUp(unitId, ({ phone }) => phone !== null)?.phone ?? HOTLINE_WORDS
}

/** A delivered template that is not in the database yet (a new release, before the worker has seeded it) is put there. */
async function neededTemplates(
  ctx: TxCtx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, TemplateInForce>> {
  const found = await templatesInForce(ctx.tx, codes)
  const absent = CATALOGUE_TEMPLATES.filter(({ code }) => codes.includes(code) && !found.has(code))
  if (absent.length === 0) return found
  const added = await insertCatalogue(ctx.tx, absent, ctx.clock())
  return added === 0 ? found : templatesInForce(ctx.tx, codes)
}
