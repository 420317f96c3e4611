import bundleUrl from '@electric-sql/pglite/pglite.data?url'
import wasmUrl from '@electric-sql/pglite/pglite.wasm?url'
import type { Engine } from './database.ts'
import { imageFiles, type ImageFacts } from './settings.ts'

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

/** Tells what is known of the prepared image. */
export const loadFacts = async (base: string): Promise<ImageFacts> =>
  (await (await fetchFile(base + imageFiles.facts)).json()) as ImageFacts // written by image.ts

const counting = (onBytes: (bytes: number) => void) => {
  let bytes = 0
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.length
      onBytes(bytes)
      controller.enqueue(chunk)
    },
  })
}

// Named by what it was made from, so that a newer page never gets an older file from a cache.
const addressOf = (base: string, name: string, { made }: ImageFacts): string =>
  `${base}${name}?${made.slice(0, 12)}`

/** Loads the prepared company as a sandbox file. */
export const loadRows = async (base: string, facts: ImageFacts): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetchFile(addressOf(base, imageFiles.rows, facts))).arrayBuffer())

/** Loads the prepared image and unpacks it while it comes; tells how much of it is there, 0-1. */
export const loadImage = async (
  base: string,
  facts: ImageFacts,
  onPart: (part: number) => void,
): Promise<Blob> => {
  const answer = await fetchFile(addressOf(base, imageFiles.image, facts))
  if (!answer.body) throw new Error('the image is empty')
  const plain = answer.body
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(counting((bytes) => onPart(Math.min(1, bytes / facts.unpacked))))
  const tar = await new Response(plain).arrayBuffer()
  return new Blob([tar], { type: 'application/x-tar' })
}
