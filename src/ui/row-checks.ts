/** The page's row check boxes of one selection, in order. */
export const rowChecks = (name: string): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>(`input.row-check[name="${CSS.escape(name)}"]`),
]
