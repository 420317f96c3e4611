/** This second as a part of a file's name, such as `20261122T133000`. */
export const stampNow = (): string => new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')
