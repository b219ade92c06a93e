// Shows what is going on in short lines with the seconds it took.

const quietMs = 10_000
/** Wide enough for a terminal of 80 columns; a longer line would wrap and could not be written over. */
const widthOfNote = 50

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/**
 * Runs one step and shows it. In a terminal one line counts the seconds; elsewhere a line says that it began once
 * it takes longer than a moment, and again every ten seconds, so that nobody thinks it hangs. The work may `note`
 * how far it is.
 */
export async function step(label, work) {
  const startedAt = Date.now()
  const latest = { note: '' }
  const stopShowing = showRunning(label, startedAt, latest)
  try {
    const result = await work((note) => {
      latest.note = note
    })
    stopShowing()
    const note = typeof result === 'string' && result !== '' ? ` — ${result}` : ''
    console.log(`  ✓ ${label} (${seconds(startedAt)})${note}`)
    return result
  } catch (error) {
    stopShowing()
    console.log(`  ✗ ${label} (${seconds(startedAt)})`)
    throw error
  }
}

function showRunning(label, startedAt, latest) {
  const noted = () => (latest.note ? `: ${latest.note.slice(0, widthOfNote)}` : '')
  if (process.stdout.isTTY) {
    const show = () => {
      const line = `  … ${label} (${Math.round((Date.now() - startedAt) / 1000)} s)${noted()}`
      process.stdout.write(`\r\x1b[K${line}`)
    }
    show()
    const timer = setInterval(show, 1000)
    return () => {
      clearInterval(timer)
      process.stdout.write('\r\x1b[K')
    }
  }
  const first = setTimeout(() => console.log(`  … ${label}`), 1000)
  const again = setInterval(
    () => console.log(`  … ${label}, ${seconds(startedAt)} so far${noted()}`),
    quietMs,
  )
  return () => {
    clearTimeout(first)
    clearInterval(again)
  }
}
