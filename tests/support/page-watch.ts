// Looks at every frame of a page before it is painted, from the first one on: was a banner to be seen, did anything move?
// Handed to the browser as it is, so it must not use anything from outside itself.

export interface Paint {
  readonly frames: number;
  /** Frames in which a banner was to be seen. */
  readonly framesWithBanner: number;
  /** Sum of layout shifts that nobody's input caused. */
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
