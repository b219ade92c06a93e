import type { BellNews } from '../queries'

/** Asks what is new for the bell; null when the server could not be reached or has ended the session. */
export async function readNews(since: string): Promise<BellNews | null> {
  try {
    const answer = await fetch(`/api/live/notices?since=${encodeURIComponent(since)}`, {
      headers: { accept: 'application/json' },
    })
    return answer.ok ? ((await answer.json()) as BellNews) : null
  } catch {
    // Offline for a moment: the next event asks again from the same instant.
    return null
  }
}
