import { Problem } from '../problems.ts'

const refuse = (found: string): Problem => new Problem('cross_site', { details: { origin: found } })

/**
 * Refuses a request that changes something and was sent by another site's page in a signed-in browser.
 *
 * Browsers say where a request comes from in Sec-Fetch-Site or Origin; a client that sends neither is no browser
 * and carries no cookie by itself.
 */
export const checkSameSite = (request: Request, publicUrl: string | null): void => {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw refuse(site)
  const origin = request.headers.get('origin')
  if (origin === null || site === 'same-origin') return
  const own = [new URL(request.url).origin, ...(publicUrl ? [new URL(publicUrl).origin] : [])]
  if (!own.includes(origin)) throw refuse(origin)
}
