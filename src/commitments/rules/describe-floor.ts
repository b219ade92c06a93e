import type { Locale, LocalText } from '@/kernel/text'
import type { FloorProblem, FloorWarning } from './floor-check'

type Template = Readonly<Record<Locale, (promised: string, required: string) => string>>

const PROBLEMS: Readonly<Record<FloorProblem, Template>> = {
  longer_limit: {
    'zh-CN': (promised, required) => `时限${promised}长于规定的${required}`,
    'zh-TW': (promised, required) => `時限${promised}長於規定的${required}`,
    en: (promised, required) => `the time limit of ${promised} is longer than the ${required} required`,
  },
  pause_stretches_limit: {
    'zh-CN': (promised, required) => `加上暂停（${promised}）可能超过规定的${required}`,
    'zh-TW': (promised, required) => `加上暫停（${promised}）可能超過規定的${required}`,
    en: (promised, required) => `with pauses (${promised}) it may exceed the ${required} required`,
  },
  lower_share: {
    'zh-CN': (promised, required) => `“${promised}”低于规定的“${required}”`,
    'zh-TW': (promised, required) => `「${promised}」低於規定的「${required}」`,
    en: (promised, required) => `“${promised}” is lower than the “${required}” required`,
  },
  average_not_promised: {
    'zh-CN': (promised, required) => `只承诺最长${promised}，未承诺规定的平均${required}`,
    'zh-TW': (promised, required) => `只承諾最長${promised}，未承諾規定的平均${required}`,
    en: (promised, required) => `only a maximum of ${promised} is promised, not the average of ${required}`,
  },
  longer_average: {
    'zh-CN': (promised, required) => `平均${promised}长于规定的${required}`,
    'zh-TW': (promised, required) => `平均${promised}長於規定的${required}`,
    en: (promised, required) => `the average of ${promised} is longer than the ${required} required`,
  },
  shorter_lead: {
    'zh-CN': (promised, required) => `提前${promised}通知，短于规定的${required}`,
    'zh-TW': (promised, required) => `提前${promised}通知，短於規定的${required}`,
    en: (promised, required) => `notice ${promised} ahead is shorter than the ${required} required`,
  },
  fewer_notices: {
    'zh-CN': (promised, required) => `通知${promised}次，少于规定的${required}次`,
    'zh-TW': (promised, required) => `通知${promised}次，少於規定的${required}次`,
    en: (promised, required) => `notices promised: ${promised}; required: ${required}`,
  },
  missing_precondition: {
    'zh-CN': (_promised, required) => `缺少规定的前提：${required}`,
    'zh-TW': (_promised, required) => `缺少規定的前提：${required}`,
    en: (_promised, required) => `a required step is missing: ${required}`,
  },
  shorter_wait: {
    'zh-CN': (promised, required) => `等待期（${promised}）短于规定的${required}`,
    'zh-TW': (promised, required) => `等待期（${promised}）短於規定的${required}`,
    en: (promised, required) => `the waiting time (${promised}) is shorter than the ${required} required`,
  },
  override_allowed: {
    'zh-CN': (promised) => `允许${promised}例外放行，规定不允许例外`,
    'zh-TW': (promised) => `允許${promised}例外放行，規定不允許例外`,
    en: (promised) => `${promised} may let it pass, the article knows no exception`,
  },
  weaker_target: {
    'zh-CN': (promised, required) => `目标${promised}宽于规定的${required}`,
    'zh-TW': (promised, required) => `目標${promised}寬於規定的${required}`,
    en: (promised, required) => `the target of ${promised} is weaker than the ${required} required`,
  },
  less_history: {
    'zh-CN': (promised, required) => `${promised}少于规定的${required}`,
    'zh-TW': (promised, required) => `${promised}少於規定的${required}`,
    en: (promised, required) => `${promised}: less than required (${required})`,
  },
  fewer_things: {
    'zh-CN': (promised, required) => `${promised}项，少于规定的${required}项`,
    'zh-TW': (promised, required) => `${promised}項，少於規定的${required}項`,
    en: (promised, required) => `${promised} promised, ${required} required`,
  },
  shorter_hours: {
    'zh-CN': (promised) => `服务时间“${promised}”短于规定的24小时`,
    'zh-TW': (promised) => `服務時間「${promised}」短於規定的24小時`,
    en: (promised) => `the hours “${promised}” are shorter than the 24 hours required`,
  },
  lower_remedy: {
    'zh-CN': (promised, required) => `赔付“${promised}”低于规定的“${required}”`,
    'zh-TW': (promised, required) => `賠付「${promised}」低於規定的「${required}」`,
    en: (promised, required) => `the remedy “${promised}” is lower than “${required}”`,
  },
}

const MAYBE: LocalText = {
  'zh-CN': '（视日历而定）',
  'zh-TW': '（視日曆而定）',
  en: ' (depends on the calendar)',
}

/** One sentence that names the article and says in what the promise is looser. */
export function describeFloorWarning(warning: FloorWarning, locale: Locale): string {
  const { article, appliesTo, certainty, floorCode, problem } = warning
  const what = PROBLEMS[problem][locale](warning.promised[locale], warning.required[locale])
  const doubt = certainty === 'possible' ? MAYBE[locale] : ''
  if (locale === 'en') {
    const where = appliesTo ? ` (${appliesTo.en})` : ''
    return `Looser than ${article.en}${where} [${floorCode}]: ${what}${doubt}`
  }
  const where = appliesTo ? `（${appliesTo[locale]}）` : ''
  const looser = locale === 'zh-CN' ? '宽于' : '寬於'
  return `${looser}${article[locale]}${where}〔${floorCode}〕：${what}${doubt}`
}
