import type { TabConnection } from './connection.ts'

const nameIn = (answer: Response): string | undefined => {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')
  return found?.[1] === undefined ? undefined : decodeURIComponent(found[1])
}

const save = (address: string, name: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** The link to the API that was clicked, if one was. */
const apiLink = (event: MouseEvent, prefix: string): HTMLAnchorElement | null => {
  if (event.defaultPrevented || !(event.target instanceof Element)) return null
  const link = event.target.closest('a')
  return link?.href.startsWith(prefix) ? link : null
}

/**
 * Follows links to files and printed pages of the API: a browser asks the network for them, where nobody answers. What
 * comes is saved, or shown in the tab that the link names.
 */
export const followLinks = ({ handle }: TabConnection, base: string): void => {
  const follow = async (link: HTMLAnchorElement): Promise<void> => {
    const shown = link.target === '_blank' ? window.open('', '_blank') : null
    const answer = await handle(new Request(link.href))
    const address = URL.createObjectURL(await answer.blob())
    if (shown) shown.location.replace(address)
    else if (!answer.ok) location.assign(address)
    else save(address, nameIn(answer) ?? link.download)
    // What was opened or saved has its own hold on the content by then.
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
  }
  document.addEventListener('click', (event) => {
    const link = apiLink(event, `${location.origin}${base}api/`)
    if (!link) return
    event.preventDefault()
    void follow(link)
  })
}
