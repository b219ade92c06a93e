import { BarChart, HeatmapChart, LineChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

register([
  BarChart,
  LineChart,
  HeatmapChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
  AriaComponent,
  SVGRenderer,
])

/** Colours for series, as CSS variables so that a chart follows the theme without being drawn again. */
export const CHART_COLORS = {
  main: 'var(--running-fill)',
  kept: 'var(--ok-fill)',
  late: 'var(--late-fill)',
  broken: 'var(--overdue-fill)',
  waived: 'var(--waived-fill)',
  quiet: 'var(--neutral-fill)',
  text: 'var(--muted)',
  line: 'var(--separator)',
} as const

/**
 * A chart drawn to SVG on the server: nothing for the browser to load. `title` says what it shows; `table` gives the
 * same figures as text for those who cannot see it. Server components only.
 */
export function Chart({
  option,
  title,
  width = 640,
  height = 240,
  table,
}: {
  option: EChartsCoreOption
  title: string
  width?: number
  height?: number
  table?: ReactNode
}) {
  const t = useTranslations('ui')
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit', fontSize: 12 },
    color: Object.values(CHART_COLORS),
    ...option,
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return (
    <figure className="chart m-0">
      {/* Markup comes from ECharts, which escapes the texts given to it. */}
      <div role="img" aria-label={title} {...innerSvg(svg)} />
      {table ? (
        <details className="mt-1 text-xs">
          <summary className="cursor-pointer text-muted">{t('showData')}</summary>
          {table}
        </details>
      ) : null}
    </figure>
  )
}

const innerSvg = (svg: string) => ({ dangerouslySetInnerHTML: { __html: svg } })
