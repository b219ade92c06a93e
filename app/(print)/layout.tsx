import type { ReactNode } from 'react'

/** Sheets of paper: no frame of the app around them. */
export default function PrintLayout({ children }: { children: ReactNode }) {
  return <main className="sheet">{children}</main>
}
