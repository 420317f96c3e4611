/** Addresses of this machine and of private networks, where a reverse proxy of one's own may stand. */
const ownNetwork =
  /^(?:::1$|(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|f[cd][0-9a-f]{2}:)/i

const thisMachine = /^(?:::1$|(?:::ffff:)?127\.)/i

/** Whether an address is of this machine itself. */
export const isOnThisMachine = (address: string | null): boolean =>
  address !== null && thisMachine.test(address)

/**
 * Finds the address that a call comes from.
 *
 * Behind a proxy it is the last one that the proxy itself wrote; those before it are the caller's own words.
 */
export const callerAddress = (
  direct: string | null,
  forwarded: string | undefined,
  trustProxy: boolean,
): string | null => {
  if (!trustProxy || direct === null || !ownNetwork.test(direct)) return direct
  return forwarded?.split(',').at(-1)?.trim() || direct
}
