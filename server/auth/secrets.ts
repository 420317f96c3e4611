/** Marks an API token, so that people and scanners recognise one. */
export const tokenPrefix = 'chr_'

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Makes an unguessable text of 256 bits. */
export const newSecret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)))

/** Digests text or bytes as SHA-256 in hex: what is stored of a secret, and the ETag of a document. */
export const sha256 = async (content: string | Uint8Array<ArrayBuffer>): Promise<string> => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
