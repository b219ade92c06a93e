/** Sends files to an error one after the other. @returns what was refused, in words */
export async function sendEvidence(errorId: string, files: readonly File[]): Promise<string[]> {
  const failed: string[] = []
  for (const file of files) {
    const form = new FormData()
    form.set('file', file)
    const answer = await fetch(`/api/v1/refunds/${errorId}/files`, { method: 'POST', body: form }).catch(
      () => null,
    )
    if (answer?.ok) continue
    const problem: unknown = await answer?.json().catch(() => null)
    const title =
      typeof problem === 'object' && problem !== null && 'title' in problem ? String(problem.title) : ''
    failed.push(`${file.name}: ${title}`)
  }
  return failed
}
