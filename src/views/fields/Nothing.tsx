import { useText } from '../../i18n/use-text.ts'

/** Sign for a value that is not there. */
export const Nothing = () => <span className="mute">{useText()('app.none')}</span>
