import type { zh } from './zh.ts'

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

/** What every language must provide; a missing or surplus text does not compile. */
export type Messages = Shape<typeof zh>

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`
}[keyof T & string]

/** Dotted name of one text: `list.filtered_hint`. */
export type TextKey = Keys<Messages>
