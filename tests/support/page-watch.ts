// Checks every frame of a page before it is painted, from the first one on: was a banner visible, did anything move?
// It is injected into the browser as text, so it must not use anything from outside itself.

export interface Paint {
  readonly frames: number;
  /** Frames in which a banner was visible. */
  readonly framesWithBanner: number;
  /** Sum of layout shifts that no input caused. */
  readonly shift: number;
  /** Every shift, also those too small to see: how large it was, and what moved from where to where. */
  readonly moved: readonly string[];
}
declare global {
  interface Window {
    mainstayPaint?: { frames: number; framesWithBanner: number; shift: number; moved: string[] };
  }
}

export function watchPaint(): void {
  const moved: string[] = [];
  const seen = { frames: 0, framesWithBanner: 0, shift: 0, moved };
  const visible = 0.001;
  const rect = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
  window.mainstayPaint = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false }: { value?: number; hadRecentInput?: boolean } = entry.toJSON();
      if (hadRecentInput) continue;
      // On a busy machine Chromium sometimes draws a whole page one pixel lower (0.0008). Nobody sees that move.
      if (value >= visible) seen.shift += value;
      const sources: { node?: Node; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[] =
        Reflect.get(entry, 'sources') ?? [];
      for (const { node, previousRect, currentRect } of sources) {
        const text = node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.textContent?.slice(0, 80) ?? '');
        moved.push(`${value}, ${rect(previousRect)} to ${rect(currentRect)}: ${text}`);
      }
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
