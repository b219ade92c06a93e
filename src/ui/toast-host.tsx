'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { onNotify, type ToastMessage } from './notify'

const ToastRegion = dynamic(() => import('./toast-region').then((module) => module.ToastRegion), {
  ssr: false,
})

/** Place once in the root layout. Loads the toast code only when the first message comes. */
export function ToastHost() {
  const [first, setFirst] = useState<ToastMessage[]>([])
  useEffect(() => {
    onNotify((message) => setFirst((before) => [...before, message]))
    return () => onNotify(null)
  }, [])
  return first.length > 0 ? <ToastRegion first={first} /> : null
}
