import { type DragEvent, useRef, useState } from 'react'
import { useWords } from '../words.ts'

type Props = { readonly isBusy: boolean; readonly onChoose: (files: readonly File[]) => void }

/** Takes files by dropping them or by the system's dialog. */
export const DropZone = ({ isBusy, onChoose }: Props) => {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length > 0) onChoose([...event.dataTransfer.files])
  }
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>
        {words('drop')}{' '}
        <button type="button" className="btn main" disabled={isBusy} onClick={() => input.current?.click()}>
          {words('choose')}
        </button>
      </span>
      <span className="sub">{words('drop_hint')}</span>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".csv,.txt,.tsv,.xlsx"
        aria-label={words('choose')}
        onChange={(event) => {
          onChoose([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
} // prettier-ignore
