import type { WallTime } from './local-time'
import type { ExplainPhrases } from './phrase-types'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const UNITS = { day: '天', working_day: '个工作日', cycle: '个账期末' } as const
const two = (n: number) => String(n).padStart(2, '0')
const iso = ({ year, month, day }: WallTime) => `${year}-${two(month)}-${two(day)}`
const day = (wall: WallTime) => `${iso(wall)}（${WEEKDAYS[wall.weekday]}）`
const skipped = (days: number) => (days > 0 ? `，另有${days}天不计` : '')

const NOT_COUNTED = {
  not_delivered: '没有送达记录',
  forbidden_hours: '发送时间在不得打扰的时段内',
  announced_later: '告知的时间晚于实际时间',
  channel: '不是承诺的通知渠道',
  too_late: '送达太晚',
} as const

/** Why something is due when it is, Simplified Chinese. */
export const EXPLAIN_ZH_CN: ExplainPhrases = {
  moment: (wall) => `${day(wall)}${wall.time}`,
  day,
  time: (wall) => wall.time,
  fromTo: (from, to) => `${from}至${to}`,
  length: ({ hours, minutes, seconds }) =>
    [hours && `${hours}小时`, minutes && `${minutes}分钟`, seconds && `${seconds}秒`]
      .filter(Boolean)
      .join('') || '0分钟',
  days: (days, hours) => `${days}天${hours > 0 ? `${hours}小时` : ''}`,
  list: (items) => items.join('、'),

  headings: { basis: '依据', steps: '怎么算出来的', ladder: '提醒与升级', history: '重新计算与记录' },

  titleOpen: (code, what, due) => `${code} ${what}：应在 ${due} 前完成`,
  titlePaused: (code, what) => `${code} ${what}：正在暂停计时`,
  titleKept: (code, what, at) => `${code} ${what}：已兑现，${at} 完成`,
  titleBroken: (code, what, due) => `${code} ${what}：违约，应在 ${due} 前完成`,
  titleWaived: (code, what) => `${code} ${what}：已豁免`,
  titleVoid: (code, what) => `${code} ${what}：不适用`,
  titleGate: (code, action) => `${code} ${action}前须完成的事项`,

  rule: (sentence) => `规则：${sentence}。`,
  version: (code, number, from, to) =>
    `依据：承诺 ${code} 第${number}版，自 ${from} 起有效${to === null ? '' : `，至 ${to} 止`}。`,
  source: (title, ref, date) =>
    `出处：${title}${ref === '' ? '' : `，${ref}`}${date === null ? '' : `（${date}）`}。`,
  calendar: (name, version, published) => `日历：${name}第${version}版（${published} 发布）。`,
  allHours: '日历：该机构没有日历，全天计入。',
  zone: (timeZone) => `时间均为当地时间（${timeZone}）。`,
  round: (cycle) => `这是第${cycle}次计时。`,

  customerSpoke: (at) => `客户于 ${at} 提出，自此计时。`,
  startedBy: (fact, at) => `${fact}于 ${at}，自此计时。`,
  limit: (limit, clockNote) => `时限为${limit}${clockNote === '' ? '' : `（${clockNote}）`}。`,
  interval: (range, length, total) => `${range} 计入${length}，累计${total}。`,
  holiday: (name, range, days) => `${name === null ? '放假' : `${name}放假`} ${range}，共${days}天，不计。`,
  closedDays: (range, days) => `休息日 ${range}${days > 1 ? `，共${days}天` : ''}，不计。`,
  makeUpDay: (date, name) => `${date}${name === null ? '按专门时间上班' : `为${name}调休上班`}，计入。`,
  pause: (range, why, length) => `${range} 暂停计时（${why}），其间${length}不计。`,
  pauseDays: (range, why, days) => `${range} 暂停计时（${why}），其间${days}个计数日不计。`,
  pauseCut: '暂停累计已到规则允许的上限，此后自动恢复计时。',
  reopenedReason: '办结至重新打开',
  dayZero: (date) => `${date}是当日，不计。`,
  daysCounted: (unit, first, last, range) =>
    `第${first === last ? first : `${first}至第${last}`}${UNITS[unit]}：${range}。`,
  summaryTime: (range, counted, skippedDays) =>
    `${range} 共计入${counted}${skipped(skippedDays)}（明细从略）。`,
  summaryDays: (range, counted, skippedDays) =>
    `${range} 共计入${counted}天${skipped(skippedDays)}（明细从略）。`,
  end: (at) => `时限到 ${at} 为止，正好此刻完成也算按时。`,
  endIfPausedToTheMaximum: (at) => `如一直暂停到上限，时限到 ${at} 为止；提前恢复则相应提前。`,
  notBeforeReopening: (at) => `办结前时限已用完，截止不早于重新打开的 ${at}。`,

  kept: (what, at, left) => `${at} ${what}，按时，时限还余${left}。`,
  broken: (at) => `到时没有完成：违约时刻就是截止时刻 ${at}，与何时发现无关。`,
  stillOpen: '至今没有完成。',
  late: (what, at, length) => `${at} 才${what}，迟了${length}；补做另行记录，违约不撤销。`,
  waived: (at, reason, proof) => `${at} 豁免：${reason}（凭据：${proof}）。豁免单独统计，不算兑现。`,
  void: '此项不适用于这件诉求，或者办结时间不明，既不算兑现也不算违约。',

  gateOwed: (action) => `没有时限；${action}之前，下列各项须依次有记录。`,
  preconditionMet: (fact, at) => `${fact}：${at} 已有记录。`,
  preconditionMissing: (fact) => `${fact}：还没有符合要求的记录。`,
  gatePassed: (action, at) => `${at} ${action}，各项齐备。`,
  gatePassedWithout: (action, at) => `${at} ${action}时仍有缺项，违约时刻就是那一刻。`,
  gateFulfilled: (at) => `${at} 补齐；补做另行记录，违约不撤销。`,
  gateSettled: (action, at, isKept, ending) =>
    `${at} ${ending === null ? '办结' : `已终止（${ending}）`}，此前没有发生“${action}”：${isKept ? '兑现' : '没有用到这一条，既不算兑现也不算违约'}。`,

  notePlanned: (event, at) => `须在${event}之前通知；计划于 ${at} 进行。`,
  noteUnplanned: (event) => `须在${event}之前通知；还没有计划时间。`,
  noticeProven: (notice, at) => `${notice}：${at} 已送达。`,
  noticeOwed: (notice, latest) =>
    `${notice}：尚无送达记录${latest === null ? '' : `，最迟 ${latest} 送达仍算按时`}。`,
  noticeMissing: (notice, latest) =>
    `${notice}：没有符合要求的送达记录${latest === null ? '' : `，最迟应于 ${latest} 送达`}。`,
  noticeNotCounted: (at, channel, reason) =>
    `${at} 的通知${channel === null ? '' : `（${channel}）`}不计：${NOT_COUNTED[reason]}。`,
  eventCalledOff: (event) => `${event}已取消或不适用，既不算兑现也不算违约。`,
  titleHappened: (code, what) => `${code}：发生了不得发生的事：${what}`,
  happened: (what, fact, at) => `${what}：${at} ${fact}。此事不得发生，违约时刻就是发生的那一刻。`,
  madeGood: (at) => `${at} 已补救；补救另行记录，违约不撤销。`,
  notMadeGood: '至今没有补救。',

  provisional: (years) => `${years.join('、')}年放假安排尚未公布，按普通周末计算，时限为暂定。`,
  pausedNow: (since, why, until) => `自 ${since} 起暂停计时（${why}）；最迟到 ${until} 自动恢复。`,

  ladderFired: (step, at) => `${step}：${at}，已通知。`,
  ladderPlanned: (step, at) => `${step}：${at}。`,
  ladderPaused: (step) => `${step}：暂停计时期间不通知。`,
  ladderSilent: (step) => `${step}：不再需要。`,

  recomputed: (at, from, to) => `${at} 日历更新，重新计算：截止由 ${from} 改为 ${to}。`,
  recomputedSame: (at, due) => `${at} 日历更新，重新计算：截止仍为 ${due}。`,
  noticedBroken: (at) => `${at} 系统记下违约。`,
  noticedVoid: (at, ending) => `${at} 起不再适用${ending === null ? '' : `（${ending}）`}。`,
}
