import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import type { AddressInfo } from 'node:net'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/** A host of plain files in a folder of its own, as simple as there are: it knows no address that is no file. */
export type StaticHost = {
  readonly url: string
  /** Bytes of answers so far. */
  readonly sent: () => number
  close(): Promise<void>
}

/** Serves a directory below `/charter/demo/` on a free port; `packed` sends the compressed files that lie beside others. */
export const serveFiles = async (directory: string, packed = false): Promise<StaticHost> => {
  const folder = '/charter/demo/'
  let bytes = 0
  const server = createServer((request, response) => {
    const at = (request.url ?? '').split('?')[0] ?? ''
    const file = path.join(directory, at.slice(folder.length) || 'index.html')
    if (!at.startsWith(folder) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end()
    const isPacked = packed && existsSync(`${file}.gz`)
    const sent = isPacked ? `${file}.gz` : file
    const { size } = statSync(sent)
    bytes += size
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'content-length': size,
      ...(isPacked && { 'content-encoding': 'gzip' }),
      'cache-control': at.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    })
    createReadStream(sent).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a TCP server
  return {
    url: `http://127.0.0.1:${port}${folder}`,
    sent: () => bytes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
