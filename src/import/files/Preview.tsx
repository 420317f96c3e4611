import type { InspectedFile } from '#model/language/import/wire.ts'
import { useWords } from '../words.ts'

/** The first rows of a file as they are read. */
export const Preview = ({ file }: { readonly file: InspectedFile }) => {
  const words = useWords()
  return (
    <details className="preview">
      <summary>{words('preview', { count: file.preview.length })}</summary>
      {/* Reached by keyboard, so that it can be scrolled. */}
      <div className="table-scroll" role="region" aria-label={file.name} tabIndex={0}>
        <table className="rows">
          <thead>
            <tr>
              <th className="num">{words('row')}</th>
              {file.columns.map(({ name, kind }) => (
                <th key={name} className={kind === 'number' ? 'num' : ''}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.preview.map(({ row, cells }) => (
              <tr key={row}>
                <td className="num mute">{row}</td>
                {file.columns.map(({ name, kind }, i) => (
                  <td key={name} className={kind === 'number' ? 'num' : ''}>
                    {String(cells[i] ?? '')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
