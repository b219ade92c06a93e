import type { RemedyStep } from '@/commitments/rules/remedy-amount'
import { remedyStepsInWords } from '@/commitments/rules/wording/remedy-steps'
import { formatMinor } from '@/kernel/money'
import type { Locale } from '@/kernel/text'
import { formatInstant } from '@/ui/format'
import type { DueStep, OwnStep } from './refund-due'

type Say = {
  readonly money: (minor: string | undefined) => string
  readonly moment: (iso: string | undefined) => string
}
type Sentences = Readonly<Record<OwnStep, (values: Readonly<Record<string, string>>, say: Say) => string>>

const WORDS: Readonly<Record<Locale, Sentences>> = {
  'zh-CN': {
    difference: (v, { money }) =>
      `已收${money(v.charged)}，应收${money(v.correct)}，多收${money(v.amount)}。`,
    negative: (v, { money }) => `已收${money(v.charged)}，应收${money(v.correct)}，差额为负，没有多收。`,
    promise: (v, { moment }) =>
      `收费发生在${moment(v.chargedAt)}，适用当时有效的承诺${v.promise}第${v.version}版。`,
    ordinary: (v, { money }) => `当时没有更优的承诺，依法退还多收的金额：${money(v.amount)}。`,
    compared: (v, { money }) => `承诺${v.promise}也适用，金额${money(v.amount)}，按对客户最有利的执行。`,
  },
  'zh-TW': {
    difference: (v, { money }) =>
      `已收${money(v.charged)}，應收${money(v.correct)}，溢收${money(v.amount)}。`,
    negative: (v, { money }) => `已收${money(v.charged)}，應收${money(v.correct)}，差額為負，沒有溢收。`,
    promise: (v, { moment }) =>
      `收費發生在${moment(v.chargedAt)}，適用當時有效的承諾${v.promise}第${v.version}版。`,
    ordinary: (v, { money }) => `當時沒有更優的承諾，依法退還溢收的金額：${money(v.amount)}。`,
    compared: (v, { money }) => `承諾${v.promise}也適用，金額${money(v.amount)}，按對客戶最有利的執行。`,
  },
  en: {
    difference: (v, { money }) =>
      `Charged ${money(v.charged)}, correct is ${money(v.correct)}: ${money(v.amount)} too much.`,
    negative: (v, { money }) =>
      `Charged ${money(v.charged)}, correct is ${money(v.correct)}: the difference is negative, nothing too much was charged.`,
    promise: (v, { moment }) =>
      `The charge was made on ${moment(v.chargedAt)}; commitment ${v.promise}, version ${v.version}, was in force then.`,
    ordinary: (v, { money }) =>
      `No commitment gave more then; by law what was charged too much is returned: ${money(v.amount)}.`,
    compared: (v, { money }) =>
      `Commitment ${v.promise} applies too and gives ${money(v.amount)}; what is best for the customer holds.`,
  },
}

const OWN = Object.keys(WORDS.en)
const isOwn = (step: DueStep): step is Exclude<DueStep, RemedyStep> => OWN.includes(step.code)

/** How the refund came about, one sentence a step, times in the branch's zone. */
export function dueInWords(
  steps: readonly DueStep[],
  currency: string,
  locale: Locale,
  timeZone: string,
): string[] {
  const say: Say = {
    money: (minor) => formatMinor(BigInt(minor ?? '0'), currency, locale),
    moment: (iso) => formatInstant(new Date(iso ?? 0), { locale, timeZone }),
  }
  return steps.flatMap((step) =>
    isOwn(step)
      ? [WORDS[locale][step.code](step.values, say)]
      : remedyStepsInWords([step as RemedyStep], currency, locale),
  )
}
