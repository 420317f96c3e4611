import type { TabNews, TabStep } from '#model/language/tab-news.ts'
import type { Tab } from '../../data/tab.ts'
import { consoleBase } from '../../data/tab.ts'
import { useText } from '../../i18n/use-text.ts'
import './tab.css'

type Props = { readonly tab: Tab; readonly news: Exclude<TabNews, { readonly is: 'ready' }> }

/** Shown while the database in this browser is made ready, and when there is none. */
export const TabStart = ({ tab, news }: Props) => (
  <main className="tab-start">
    <div className="tab-start-box">
      {news.is === 'starting' ? <Starting step={news.step} /> : <Failed tab={tab} news={news} />}
    </div>
  </main>
)

/** Where each step begins and how much of the whole it is, in percent. */
const shares: Readonly<Record<TabStep['step'], readonly [number, number]>> = {
  waiting: [0, 0],
  loading: [0, 70],
  opening: [72, 8],
  dating: [80, 14],
  filling: [94, 5],
}

const Starting = ({ step: { step, part = 0 } }: { readonly step: TabStep }) => {
  const text = useText()
  const [from, share] = shares[step]
  const percent = Math.round(from + share * part)
  return (
    <>
      <b>{text('tab.title')}</b>
      <div
        className="tab-progress"
        role="progressbar"
        aria-label={text('tab.title')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <span role="status">{text(`tab.step.${step}`)}</span>
      <span className="sub">{text('tab.where')}</span>
    </>
  )
}

const Failed = ({ tab, news }: { readonly tab: Tab; readonly news: Extract<TabNews, { readonly is: 'failed' }> }) => {
  const text = useText()
  const reload = () => location.reload()
  const forget = () => tab.forget(consoleBase()).then(reload, reload)
  return (
    <div role="alert" className="tab-failed">
      <b>{text(`tab.failed.${news.why}.title`)}</b>
      <span>{text(`tab.failed.${news.why}.help`)}</span>
      {news.message && <code>{news.message}</code>}
      <div className="row">
        <button type="button" className="btn main" onClick={reload}>
          {text('app.reload')}
        </button>
        {news.why === 'not_opened' && (
          <button type="button" className="btn danger" onClick={() => void forget()}>
            {text('tab.forget')}
          </button>
        )}
      </div>
    </div>
  )
} // prettier-ignore
