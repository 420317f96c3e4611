import bundleUrl from '@electric-sql/pglite/pglite.data?url'
import wasmUrl from '@electric-sql/pglite/pglite.wasm?url'
import { imageFacts, imageFiles, type ImageFacts } from './settings.ts'

/** What PGlite runs on. */
export type Engine = { readonly wasm: WebAssembly.Module; readonly bundle: Blob }

/** Fetches a file of the build. Errors: when the address does not hold it. */
const fetchFile = async (url: string): Promise<Response> => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer
}

/** Some static hosts do not know what a wasm file is; only one that is called so can be compiled while it comes. */
const compile = async (url: string): Promise<WebAssembly.Module> => {
  const answer = await fetchFile(url)
  return answer.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer())
}

/** Loads PostgreSQL as compiled to WebAssembly, with the files that it reads. */
export const loadEngine = async (): Promise<Engine> => {
  const [wasm, bundle] = await Promise.all([
    compile(wasmUrl),
    fetchFile(bundleUrl).then((answer) => answer.blob()),
  ])
  return { wasm, bundle }
}

// Named by what it was made from, so that a newer page never gets an older file from a cache.
const addressOf = (base: string, name: string, { made }: ImageFacts): string =>
  `${base}${name}?${made.slice(0, 12)}`

/** Loads the prepared company as a sandbox file. */
export const loadRows = async (base: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await (await fetchFile(addressOf(base, imageFiles.rows, imageFacts))).arrayBuffer(),
  )

/** Parts of the whole that are told of one after another. */
const told = 50

/** Loads the prepared image and unpacks it while it comes; tells how much of it is there, 0-1. */
export const loadImage = async (
  base: string,
  onPart: (part: number) => void,
): Promise<ArrayBuffer> => {
  const { body } = await fetchFile(addressOf(base, imageFiles.image, imageFacts))
  if (!body) throw new Error('the image is empty')
  const reader = body.pipeThrough(new DecompressionStream('gzip')).getReader()
  const image = new Uint8Array(imageFacts.unpacked)
  let at = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const before = Math.floor((at / image.length) * told)
    image.set(value, at)
    at += value.length
    const after = Math.floor((at / image.length) * told)
    if (after > before) onPart(after / told)
  }
  if (at !== image.length) throw new Error('the image is not whole')
  return image.buffer
}
