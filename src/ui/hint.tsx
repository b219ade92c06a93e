'use client'

import { Tooltip } from '@heroui/react/tooltip'
import type { ReactNode } from 'react'

/** A short explanation on hover and focus. Never the only place of something people need: touch has no hover. */
export function Hint({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Tooltip>
      <Tooltip.Trigger className="inline cursor-help underline decoration-dotted underline-offset-4">
        {children}
      </Tooltip.Trigger>
      <Tooltip.Content>{text}</Tooltip.Content>
    </Tooltip>
  )
}
