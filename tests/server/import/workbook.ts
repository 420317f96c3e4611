import { strToU8, zipSync } from 'fflate'

const type = (part: string, kind: string) =>
  `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
const packageNs = 'http://schemas.openxmlformats.org/package/2006'
const sheetNs = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** Makes the bytes of a workbook; each sheet is given as the XML of its rows. */
export const workbook = (sheets: Readonly<Record<string, string>>): Uint8Array => {
  const names = Object.keys(sheets)
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${names.map((_, i) => type(`worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')}</Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packageNs}/relationships">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${sheetNs}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packageNs}/relationships">${names.map((_, i) => relation(`r${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}</Relationships>`,
    ),
  }
  for (const [i, name] of names.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(
      `<worksheet xmlns="${sheetNs}"><sheetData>${sheets[name]}</sheetData></worksheet>`,
    )
  return zipSync(parts)
}

/** A cell with a text. */
export const textCell = (at: string, text: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

/** A row of cells. */
export const row = (number: number, ...cells: readonly string[]): string =>
  `<row r="${number}">${cells.join('')}</row>`
