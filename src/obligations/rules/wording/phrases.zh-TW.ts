import type { WallTime } from './local-time'
import type { ExplainPhrases } from './phrase-types'

const WEEKDAYS = ['週一', '週二', '週三', '週四', '週五', '週六', '週日']
const UNITS = { day: '天', working_day: '個工作日', cycle: '個帳期末' } as const
const two = (n: number) => String(n).padStart(2, '0')
const iso = ({ year, month, day }: WallTime) => `${year}-${two(month)}-${two(day)}`
const day = (wall: WallTime) => `${iso(wall)}（${WEEKDAYS[wall.weekday]}）`
const skipped = (days: number) => (days > 0 ? `，另有${days}天不計` : '')

const NOT_COUNTED = {
  not_delivered: '沒有送達記錄',
  forbidden_hours: '傳送時間在不得打擾的時段內',
  announced_later: '告知的時間晚於實際時間',
  channel: '不是承諾的通知管道',
  too_late: '送達太晚',
} as const

/** Why something is due when it is, Traditional Chinese. */
export const EXPLAIN_ZH_TW: ExplainPhrases = {
  moment: (wall) => `${day(wall)}${wall.time}`,
  day,
  time: (wall) => wall.time,
  fromTo: (from, to) => `${from}至${to}`,
  length: ({ hours, minutes, seconds }) =>
    [hours && `${hours}小時`, minutes && `${minutes}分鐘`, seconds && `${seconds}秒`]
      .filter(Boolean)
      .join('') || '0分鐘',
  days: (days, hours) => `${days}天${hours > 0 ? `${hours}小時` : ''}`,
  list: (items) => items.join('、'),

  headings: { basis: '依據', steps: '怎麼算出來的', ladder: '提醒與升級', history: '重新計算與記錄' },

  titleOpen: (code, what, due) => `${code} ${what}：應在 ${due} 前完成`,
  titlePaused: (code, what) => `${code} ${what}：正在暫停計時`,
  titleKept: (code, what, at) => `${code} ${what}：已兌現，${at} 完成`,
  titleBroken: (code, what, due) => `${code} ${what}：違約，應在 ${due} 前完成`,
  titleWaived: (code, what) => `${code} ${what}：已豁免`,
  titleVoid: (code, what) => `${code} ${what}：不適用`,
  titleGate: (code, action) => `${code} ${action}前須完成的事項`,

  rule: (sentence) => `規則：${sentence}。`,
  version: (code, number, from, to) =>
    `依據：承諾 ${code} 第${number}版，自 ${from} 起有效${to === null ? '' : `，至 ${to} 止`}。`,
  source: (title, ref, date) =>
    `出處：${title}${ref === '' ? '' : `，${ref}`}${date === null ? '' : `（${date}）`}。`,
  calendar: (name, version, published) => `行事曆：${name}第${version}版（${published} 發布）。`,
  allHours: '行事曆：該機構沒有行事曆，全天計入。',
  zone: (timeZone) => `時間均為當地時間（${timeZone}）。`,
  round: (cycle) => `這是第${cycle}次計時。`,

  customerSpoke: (at) => `客戶於 ${at} 提出，自此計時。`,
  startedBy: (fact, at) => `${fact}於 ${at}，自此計時。`,
  limit: (limit, clockNote) => `時限為${limit}${clockNote === '' ? '' : `（${clockNote}）`}。`,
  interval: (range, length, total) => `${range} 計入${length}，累計${total}。`,
  holiday: (name, range, days) => `${name === null ? '放假' : `${name}放假`} ${range}，共${days}天，不計。`,
  closedDays: (range, days) => `休息日 ${range}${days > 1 ? `，共${days}天` : ''}，不計。`,
  makeUpDay: (date, name) => `${date}${name === null ? '按專門時間上班' : `為${name}補班`}，計入。`,
  pause: (range, why, length) => `${range} 暫停計時（${why}），其間${length}不計。`,
  pauseDays: (range, why, days) => `${range} 暫停計時（${why}），其間${days}個計數日不計。`,
  pauseCut: '暫停累計已到規則允許的上限，此後自動恢復計時。',
  reopenedReason: '結案至重新開啟',
  dayZero: (date) => `${date}是當日，不計。`,
  daysCounted: (unit, first, last, range) =>
    `第${first === last ? first : `${first}至第${last}`}${UNITS[unit]}：${range}。`,
  summaryTime: (range, counted, skippedDays) =>
    `${range} 共計入${counted}${skipped(skippedDays)}（明細從略）。`,
  summaryDays: (range, counted, skippedDays) =>
    `${range} 共計入${counted}天${skipped(skippedDays)}（明細從略）。`,
  end: (at) => `時限到 ${at} 為止，正好此刻完成也算按時。`,
  endIfPausedToTheMaximum: (at) => `如一直暫停到上限，時限到 ${at} 為止；提前恢復則相應提前。`,
  notBeforeReopening: (at) => `結案前時限已用完，截止不早於重新開啟的 ${at}。`,

  kept: (what, at, left) => `${at} ${what}，按時，時限還餘${left}。`,
  broken: (at) => `到時沒有完成：違約時刻就是截止時刻 ${at}，與何時發現無關。`,
  stillOpen: '至今沒有完成。',
  late: (what, at, length) => `${at} 才${what}，遲了${length}；補做另行記錄，違約不撤銷。`,
  waived: (at, reason, proof) => `${at} 豁免：${reason}（憑據：${proof}）。豁免單獨統計，不算兌現。`,
  void: '此項不適用於這件訴求，或者結案時間不明，既不算兌現也不算違約。',

  gateOwed: (action) => `沒有時限；${action}之前，下列各項須依次有記錄。`,
  preconditionMet: (fact, at) => `${fact}：${at} 已有記錄。`,
  preconditionMissing: (fact) => `${fact}：還沒有符合要求的記錄。`,
  gatePassed: (action, at) => `${at} ${action}，各項齊備。`,
  gatePassedWithout: (action, at) => `${at} ${action}時仍有缺項，違約時刻就是那一刻。`,
  gateFulfilled: (at) => `${at} 補齊；補做另行記錄，違約不撤銷。`,
  gateSettled: (action, at, isKept, ending) =>
    `${at} ${ending === null ? '結案' : `已終止（${ending}）`}，此前沒有發生「${action}」：${isKept ? '兌現' : '沒有用到這一條，既不算兌現也不算違約'}。`,

  notePlanned: (event, at) => `須在${event}之前通知；預定於 ${at} 進行。`,
  noteUnplanned: (event) => `須在${event}之前通知；還沒有預定時間。`,
  noticeProven: (notice, at) => `${notice}：${at} 已送達。`,
  noticeOwed: (notice, latest) =>
    `${notice}：尚無送達記錄${latest === null ? '' : `，最遲 ${latest} 送達仍算按時`}。`,
  noticeMissing: (notice, latest) =>
    `${notice}：沒有符合要求的送達記錄${latest === null ? '' : `，最遲應於 ${latest} 送達`}。`,
  noticeNotCounted: (at, channel, reason) =>
    `${at} 的通知${channel === null ? '' : `（${channel}）`}不計：${NOT_COUNTED[reason]}。`,
  eventCalledOff: (event) => `${event}已取消或不適用，既不算兌現也不算違約。`,
  titleHappened: (code, what) => `${code}：發生了不得發生的事：${what}`,
  happened: (what, fact, at) => `${what}：${at} ${fact}。此事不得發生，違約時刻就是發生的那一刻。`,
  madeGood: (at) => `${at} 已補救；補救另行記錄，違約不撤銷。`,
  notMadeGood: '至今沒有補救。',

  provisional: (years) => `${years.join('、')}年放假安排尚未公布，按普通週末計算，時限為暫定。`,
  pausedNow: (since, why, until) => `自 ${since} 起暫停計時（${why}）；最遲到 ${until} 自動恢復。`,

  ladderFired: (step, at) => `${step}：${at}，已通知。`,
  ladderPlanned: (step, at) => `${step}：${at}。`,
  ladderPaused: (step) => `${step}：暫停計時期間不通知。`,
  ladderSilent: (step) => `${step}：不再需要。`,

  recomputed: (at, from, to) => `${at} 行事曆更新，重新計算：截止由 ${from} 改為 ${to}。`,
  recomputedSame: (at, due) => `${at} 行事曆更新，重新計算：截止仍為 ${due}。`,
  noticedBroken: (at) => `${at} 系統記下違約。`,
  noticedVoid: (at, ending) => `${at} 起不再適用${ending === null ? '' : `（${ending}）`}。`,
}
