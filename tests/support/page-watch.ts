// Checks every frame of a page before it is painted, from the first one on: was a banner visible, did anything move?
// It is injected into the browser as text, so it must not use anything from outside itself.

export interface Paint {
  readonly frames: number;
  /** Frames in which a banner was visible. */
  readonly framesWithBanner: number;
  /** Sum of layout shifts that no input caused. */
  readonly shift: number;
}
declare global {
  interface Window {
    mainstayPaint?: { frames: number; framesWithBanner: number; shift: number };
  }
}

export function watchPaint(): void {
  const seen = { frames: 0, framesWithBanner: 0, shift: 0 };
  window.mainstayPaint = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false }: { value?: number; hadRecentInput?: boolean } = entry.toJSON();
      if (!hadRecentInput) seen.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const look = (): void => {
    seen.frames += 1;
    const banners = [...document.querySelectorAll('mainstay-banner')];
    if (banners.some((each) => each.checkVisibility() && each.getBoundingClientRect().height > 0)) {
      seen.framesWithBanner += 1;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
