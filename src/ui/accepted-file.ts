/**
 * Whether a file is one of the kinds of an `accept` list as HTML has it (`image/*,application/pdf,.csv`). Browsers ask for
 * them in their own dialog only: files that are dropped, or chosen under "all files", are not held to it. A file whose
 * kind the browser does not know is let through; its content is looked at by the server.
 */
export function isAccepted(file: { readonly name: string; readonly type: string }, accept?: string): boolean {
  if (!accept) return true
  const kinds = accept.split(',').map((kind) => kind.trim().toLowerCase())
  const [name, type] = [file.name.toLowerCase(), file.type.toLowerCase()]
  const fits = kinds.some((kind) =>
    kind.startsWith('.')
      ? name.endsWith(kind)
      : kind.endsWith('/*')
        ? type.startsWith(kind.slice(0, -1))
        : type === kind,
  )
  return fits || type === ''
}
