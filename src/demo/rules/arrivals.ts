import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { localDayOf, startOfLocalDay, zoneNamed } from '@/calendar/rules/zones'
import { CITIES, type DemoCity, HOTLINE } from './carrier'
import { type Random, randomOf } from './random'
import { OUTBREAKS, STORIES, type Story } from './stories'

export type Arrival = {
  readonly atMs: number
  readonly city: DemoCity
  /** Hall or hotline where the customer spoke. */
  readonly unit: string
  readonly story: Story
  readonly random: Random
}

/** Cases on an average day of the whole province. */
const DAILY = 7
const ZONE = zoneNamed('Asia/Shanghai')

/** Busier after the weekend, in the days bills go out, and in the evening on the hotline. */
const WEEKDAY_FACTOR = [1.25, 1.08, 1, 1, 1.05, 0.78, 0.7] as const
const HALL_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 6, 5, 2, 2, 5, 6, 5, 3, 1, 0, 0, 0, 0, 0]
const HOTLINE_HOURS = [0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.5, 1, 3, 5, 6, 5, 3, 3, 5, 5, 5, 4, 4, 5, 5, 4, 2, 1]

/** Customers who complain between two instants, in order of time; the same days give the same customers. */
export function arrivalsBetween(fromMs: number, toMs: number): Arrival[] {
  const arrivals: Arrival[] = []
  for (let day = localDayOf(ZONE, fromMs); day <= localDayOf(ZONE, toMs); day += 1) {
    arrivals.push(...arrivalsOfDay(day, localDayOf(ZONE, toMs)))
  }
  return arrivals.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).sort((a, b) => a.atMs - b.atMs)
}

function arrivalsOfDay(day: number, today: number): Arrival[] {
  const random = randomOf(`arrivals/${day}`)
  const startMs = startOfLocalDay(ZONE, day)
  const date = new Date(startMs + 12 * HOUR_MS)
  const billDays = date.getUTCDate() <= 5 ? 1.3 : 1
  const expected = DAILY * WEEKDAY_FACTOR[(day + 3) % 7]! * billDays
  const count = Math.max(
    0,
    Math.round(expected + (random.next() + random.next() + random.next() - 1.5) * Math.sqrt(expected) * 1.6),
  )
  const arrivals = Array.from({ length: count }, () =>
    arrival(random, startMs, random.weighted(CITIES), random.weighted(STORIES)),
  )
  for (const outbreak of OUTBREAKS) {
    const age = today - outbreak.daysAgo
    if (day < age || day >= age + outbreak.days) continue
    const city = CITIES.find(({ code }) => code === outbreak.city)!
    const story = STORIES.find(({ classCode }) => classCode === outbreak.classCode)!
    for (let i = 0; i < outbreak.casesPerDay; i += 1)
      arrivals.push(arrival(random, startMs, city, { ...story, words: [outbreak.words] }))
  }
  return arrivals
}

function arrival(random: Random, dayStartMs: number, city: DemoCity, story: Story): Arrival {
  const atHotline = random.chance(0.55)
  const hours = (atHotline ? HOTLINE_HOURS : HALL_HOURS).map((weight, hour) => ({ weight, hour }))
  const atMs =
    dayStartMs +
    random.weighted(hours).hour * HOUR_MS +
    random.between(0, 59) * MINUTE_MS +
    random.between(0, 59_999)
  const halls = [
    `${city.code}_H1`,
    `${city.code}_H1`,
    `${city.code}_H2`,
    ...city.counties.map(({ code }) => `${code}_H1`),
  ]
  return {
    atMs,
    city,
    unit: atHotline ? HOTLINE : random.pick(halls),
    story,
    random: randomOf(`case/${dayStartMs / DAY_MS}/${atMs}/${story.classCode}`),
  }
}
