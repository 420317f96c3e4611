/** Where the database of the tab is asked for, below the address of the console. */
export const imageFiles = {
  image: 'tab/sample.bin',
  rows: 'tab/sample-rows.bin',
} as const

/** What is known of the prepared image: the day on which its story ends, and what it was made from. */
export type ImageFacts = {
  readonly day: string
  readonly zone: string
  readonly made: string
  /** Bytes of the image as it is sent, and unpacked. */
  readonly packed: number
  readonly unpacked: number
}

/** What is known of the image that lies beside this build. */
export const imageFacts: ImageFacts = import.meta.env.VITE_TAB_IMAGE
