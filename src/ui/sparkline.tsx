const PAD = 2

/**
 * A small line of values, drawn on the server. Gaps (null) break the line. `target` is a dashed line.
 * `label` says in words what the line shows; without it the line is decoration beside figures.
 */
export function Sparkline({
  values,
  target,
  width = 96,
  height = 24,
  label,
}: {
  values: readonly (number | null)[]
  target?: number
  width?: number
  height?: number
  label?: string
}) {
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return null
  const all = target === undefined ? known : [...known, target]
  const low = Math.min(...all)
  const span = Math.max(...all) - low || 1
  const x = (index: number) => PAD + (index * (width - 2 * PAD)) / Math.max(1, values.length - 1)
  const y = (value: number) => height - PAD - ((value - low) * (height - 2 * PAD)) / span
  let pen = 'M'
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const step = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
      pen = 'L'
      return step
    })
    .join('')
  const lastIndex = values.findLastIndex((value) => value !== null)
  const last = values[lastIndex] ?? low
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {target !== undefined ? (
        <line
          x1={PAD}
          x2={width - PAD}
          y1={y(target)}
          y2={y(target)}
          stroke="var(--neutral-fill)"
          strokeDasharray="3 3"
        />
      ) : null}
      <path d={path} fill="none" stroke="var(--running-fill)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x(lastIndex)} cy={y(last)} r="2" fill="var(--running-ink)" />
    </svg>
  )
}
