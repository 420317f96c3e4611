import { model } from '#model/index.ts'
import { sampleRows } from '../../mock-api/snapshot.ts'

/** Gives the sample company to which a demonstration can be reset. */
export const sampleCompany = (zone: string) => (): Promise<Uint8Array<ArrayBuffer>> =>
  sampleRows(model, zone, new Date().toISOString())
