/** Letters and digits that nobody mistakes for one another when they are read out. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 3
const length = 4

/** Makes a password to be read out or copied and changed at the first sign-in: three groups of four. */
export const temporaryPassword = (random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string => {
  const one = (): string => {
    // Bytes beyond the last whole round would make the first letters likelier.
    const round = alphabet.length * Math.floor(256 / alphabet.length)
    for (;;) {
      const [byte = 255] = random(new Uint8Array(1))
      if (byte < round) return alphabet.charAt(byte % alphabet.length)
    }
  }
  const group = (): string => Array.from({ length }, one).join('')
  return Array.from({ length: groups }, group).join('-')
} // prettier-ignore
