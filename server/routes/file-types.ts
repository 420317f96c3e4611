/** What a file of an ending must begin with, and the media type that it is served as. */
type FileKind = {
  readonly type: string
  readonly looksRight: (bytes: Uint8Array) => boolean
}

const starts =
  (...signatures: readonly (readonly number[])[]) =>
  (bytes: Uint8Array): boolean =>
    signatures.some((signature) => signature.every((byte, i) => bytes[i] === byte))

const zip = starts([0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06])
const ole = starts([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

/** Whether a zip archive names an entry that begins with a text; names stand uncompressed in its directory. */
const zipWith =
  (entry: string) =>
  (bytes: Uint8Array): boolean => {
    if (!zip(bytes)) return false
    const directory = bytes.subarray(Math.max(0, bytes.length - 1_000_000))
    return new TextDecoder('latin1').decode(directory).includes(entry)
  }

const decodes = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Text in UTF-8 or GB18030, without control characters that text does not have. */
const plainText = (bytes: Uint8Array): boolean => {
  const binary = bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a].includes(byte))
  return !binary && (decodes(bytes, 'utf-8') || decodes(bytes, 'gb18030'))
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const slides = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'

const fileKinds: Readonly<Record<string, FileKind>> = {
  pdf: { type: 'application/pdf', looksRight: starts([0x25, 0x50, 0x44, 0x46, 0x2d]) },
  png: { type: 'image/png', looksRight: starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  jpg: { type: 'image/jpeg', looksRight: starts([0xff, 0xd8, 0xff]) },
  jpeg: { type: 'image/jpeg', looksRight: starts([0xff, 0xd8, 0xff]) },
  gif: { type: 'image/gif', looksRight: starts([0x47, 0x49, 0x46, 0x38]) },
  webp: { type: 'image/webp', looksRight: starts([0x52, 0x49, 0x46, 0x46]) },
  zip: { type: 'application/zip', looksRight: zip },
  docx: { type: word, looksRight: zipWith('word/') },
  xlsx: { type: sheet, looksRight: zipWith('xl/') },
  pptx: { type: slides, looksRight: zipWith('ppt/') },
  doc: { type: 'application/msword', looksRight: ole },
  xls: { type: 'application/vnd.ms-excel', looksRight: ole },
  csv: { type: 'text/csv', looksRight: plainText },
  txt: { type: 'text/plain', looksRight: plainText },
}

/** Ending of a file name, lower case, without the dot. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '' // prettier-ignore

/** Media type of a file whose content is what its ending says; null when it is not, or the ending is unknown. */
export const mediaTypeOf = (ending: string, bytes: Uint8Array): string | null => {
  const kind = Object.hasOwn(fileKinds, ending) ? fileKinds[ending] : undefined
  return kind?.looksRight(bytes) ? kind.type : null
}
