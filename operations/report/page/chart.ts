// Bars by month as plain SVG: stacked upwards, and downwards for losses. No script draws them, so they also print. A table
// beside each chart holds the same numbers for readers who cannot see it.

import { escapeHtml } from '../../../shared/core/escape-html.ts';
import type { Month } from '../../../shared/core/time.ts';
import { ink } from './style.ts';
import { monthLabel } from './texts.ts';

export interface Stack {
  readonly month: Month;
  /** From the axis upwards; a negative one lies below it. */
  readonly pieces: readonly { readonly value: number; readonly colour: string }[];
}
export interface ChartInput {
  /** The text alternative. */
  readonly title: string;
  readonly stacks: readonly Stack[];
  readonly axisText: (value: number) => string;
  readonly height?: number;
}
const [width, left, bottom, top] = [716, 62, 26, 10] as const;

export function barChart({ title, stacks, axisText, height = 210 }: ChartInput): string {
  const above = (stack: Stack) => stack.pieces.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const below = (stack: Stack) => stack.pieces.reduce((sum, { value }) => sum + Math.max(0, -value), 0);
  const step = niceStep(Math.max(1, ...stacks.map(above), ...stacks.map(below)));
  const ceiling = Math.max(step, Math.ceil(Math.max(...stacks.map(above)) / step) * step);
  const depth = Math.ceil(Math.max(0, ...stacks.map(below)) / step) * step;
  const scale = (height - bottom - top) / (ceiling + depth);
  const y = (value: number): number => top + (ceiling - value) * scale;
  const slot = (width - left) / stacks.length;
  const lines = ticks(-depth, ceiling, step).map((value) => gridLine(y(value), value, axisText));
  const bars = stacks.map((stack, at) =>
    stackOf(stack, { x: left + at * slot, slot, y, isNow: at === stacks.length - 1, height }),
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img"><title>${escapeHtml(title)}</title>${lines.join('')}${bars.join('')}</svg>`;
}

/** 1, 2 or 5 times a power of ten, so that there are three to six lines. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 3));
  const factor = [1, 2, 5, 10].find((each) => power * each * 5 >= most) ?? 10;
  return Math.max(1, power * factor);
}

const ticks = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);

const gridLine = (at: number, value: number, text: ChartInput['axisText']): string =>
  `<line x1="${left}" x2="${width}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}" stroke="${value === 0 ? ink : '#e6e1d5'}" stroke-width="1"/>` +
  `<text x="${left - 8}" y="${(at + 4).toFixed(1)}" text-anchor="end">${escapeHtml(text(Math.abs(value)))}</text>`;

interface Spot {
  readonly x: number;
  readonly slot: number;
  readonly y: (value: number) => number;
  readonly isNow: boolean;
  readonly height: number;
}
function stackOf({ month, pieces }: Stack, { x, slot, y, isNow, height }: Spot): string {
  const barWidth = Math.min(38, slot * 0.62);
  const middle = x + slot / 2;
  let [up, down] = [0, 0];
  const drawn = pieces.map(({ value, colour }) => {
    const [from, to] = value >= 0 ? [up, up + value] : [down + value, down];
    if (value >= 0) up = to;
    else down = from;
    const [yTop, yBottom] = [y(to), y(from)];
    const tall = Math.max(0, yBottom - yTop).toFixed(1);
    return `<rect x="${(middle - barWidth / 2).toFixed(1)}" y="${yTop.toFixed(1)}" width="${barWidth.toFixed(1)}" height="${tall}" fill="${colour}"/>`;
  });
  const label = month.endsWith('-01') ? `${monthLabel(month)} ’${month.slice(2, 4)}` : monthLabel(month);
  const text = `<text x="${middle.toFixed(1)}" y="${height - 8}" text-anchor="middle"${isNow ? ' class="now"' : ''}>${label}</text>`;
  return `${drawn.join('')}${text}`;
}
