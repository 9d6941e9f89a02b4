// The time, chance and the journal of a real machine: the only file that reads a clock, asks for chance or writes a log.
import { randomBytes } from 'node:crypto';
import type { Chance, Clock, Journal, Pause } from '../../ports/system.ts';

/** On one machine the local run moves time by this many milliseconds; nothing sets it anywhere else. */
const shift = Symbol.for('mainstay.clock-shift');

export const systemClock: Clock = {
  now() {
    const shiftMilliseconds: unknown = Reflect.get(globalThis, shift);
    return Date.now() + (typeof shiftMilliseconds === 'number' ? shiftMilliseconds : 0);
  },
};

export const systemChance: Chance = { token: (bytes) => randomBytes(bytes).toString('base64url') };

export const systemPause: Pause = {
  wait: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
};

/**
 * One JSON line a message. Each is also a metric in CloudWatch's embedded format
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html), with
 * the door as its only dimension: ids would cost money and tell people apart. Each stage has a namespace of its own, so
 * that a test is never counted as life.
 */
export const consoleJournal = (door: string, stage: string): Journal => ({
  note(message, fields = {}) {
    const metrics = {
      Namespace: `Mainstay/${stage}`,
      Dimensions: [['door']],
      Metrics: [{ Name: message, Unit: 'Count' }],
    };
    const line = {
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metrics] },
      door,
      [message]: 1,
      message,
      ...fields,
    };
    console.log(JSON.stringify(line));
  },
});
