import { toBlob } from 'html-to-image'

/** Twice the size on the screen, so that it stays sharp in a document. */
const pixelRatio = 2

const isControl = (node: HTMLElement): boolean =>
  node.tagName === 'BUTTON' || (node instanceof Element && node.classList.contains('menu'))

/** Saves what stands on the screen as a PNG file, without its buttons, on the colour of the card. */
export const savePicture = async (element: HTMLElement, name: string): Promise<void> => {
  const { backgroundColor } = getComputedStyle(element)
  const blob = await toBlob(element, {
    pixelRatio,
    backgroundColor,
    skipFonts: true,
    filter: (node) => !isControl(node),
  })
  if (!blob) throw new Error('the browser made no picture of the card')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${name}.png`
  link.click()
  URL.revokeObjectURL(link.href)
}
