import { useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { memoryScope } from '#model/language/scope.ts'
import { type Console, useConsole } from '../../console.ts'
import { contextOf } from './conditions.ts'

type Values = Readonly<Record<string, unknown>>

const toShown = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'toNumber' in value ? Number(String(value)) : value

/** Computes a field from what stands in the form; null when it needs more than the browser knows. */
export const computeInForm = (console: Console, resource: string, values: Values, name: string): unknown => {
  try {
    const ctx = contextOf(console)
    const row = { ...values, id: String(values.id ?? 'new') }
    return toShown(memoryScope(console.index, new Map(), resource, row, ctx).get(name)) ?? null
  } catch {
    return null
  }
} // prettier-ignore

/** A computed field of the form, kept up to date while it is filled in. */
export const useComputed = (resource: string, name: string): unknown => {
  const console = useConsole()
  const values: unknown = useWatch()
  return useMemo(
    () => computeInForm(console, resource, typeof values === 'object' && values ? { ...values } : {}, name),
    [console, resource, values, name],
  )
} // prettier-ignore

/** Computed fields of child rows, by row and name. */
export const useComputedLines = (parent: string, lines: string, source: string) => {
  const console = useConsole()
  const { getValues } = useFormContext()
  const key = console.index.resources.get(lines)?.parent?.key ?? ''
  return (row: number, name: string): unknown => {
    try {
      const values: Values = getValues()
      const ctx = contextOf(console)
      const record = { ...values, id: String(values.id ?? 'new'), [source]: values[source] ?? [] }
      const scope = memoryScope(console.index, new Map(), parent, record, ctx)
      return toShown(scope.children(lines, key)[row]?.get(name)) ?? null
    } catch {
      return null
    }
  }
}
