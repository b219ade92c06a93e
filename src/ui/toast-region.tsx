'use client'

import { Toast, toast } from '@heroui/react/toast'
import { useEffect, useRef } from 'react'
import type { ToastMessage } from './notify'

/** Draws the messages; `first` grows by one with every `notify`. */
export function ToastRegion({ first: messages }: { first: readonly ToastMessage[] }) {
  const shown = useRef(0)
  useEffect(() => {
    for (const message of messages.slice(shown.current)) show(message)
    shown.current = messages.length
  }, [messages])
  return <Toast.Provider placement="bottom end" />
}

function show({ title, description, tone, action, timeoutMs }: ToastMessage) {
  toast(title, {
    description,
    variant: tone === 'info' || tone === undefined ? 'default' : tone,
    timeout: timeoutMs ?? (tone === 'danger' ? 0 : 6000),
    actionProps: action ? { children: action.label, onPress: action.run } : undefined,
  })
}
