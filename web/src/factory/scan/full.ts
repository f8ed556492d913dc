// The whole screen for the packing table. It is the document that fills it, not a part of it: what asks over the page (a new sign-in,
// a proof) must stay visible. The frame around the page steps aside meanwhile.
import { useEffect, useState } from 'react';

const MARK = 'kiosk-full';

export function useFullScreen(): [full: boolean, turn: () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const told = () => { const now = document.fullscreenElement !== null; setFull(now); document.documentElement.classList.toggle(MARK, now); };
    document.addEventListener('fullscreenchange', told);
    told();
    return () => {
      document.removeEventListener('fullscreenchange', told);
      document.documentElement.classList.remove(MARK);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  return [full, () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())];
}
