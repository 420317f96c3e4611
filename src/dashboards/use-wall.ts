import { useEffect, useState } from 'react'

/**
 * Shows the page on the whole screen, as on a wall, and back; leaving the page or pressing Escape ends it too.
 *
 * The whole document goes there, not the board alone, so that what opens above the board is seen.
 */
export const useWall = (): { readonly isWall: boolean; readonly turn: () => void } => {
  const [isWall, setIsWall] = useState(false)
  useEffect(() => {
    const root = document.documentElement
    const follow = (): void => {
      const isFull = document.fullscreenElement !== null
      root.classList.toggle('wall', isFull)
      setIsWall(isFull)
    }
    document.addEventListener('fullscreenchange', follow)
    return () => {
      document.removeEventListener('fullscreenchange', follow)
      root.classList.remove('wall')
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [])
  const turn = (): void =>
    void (document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen())
  return { isWall, turn }
}
