// The time, chance and the log of a real machine: the only file that reads a clock, asks for chance or writes a log.
import { randomBytes } from 'node:crypto';
import { blurred } from '../../core/blur.ts';
import type { Chance, Clock, Log, LogFields, LogMessage, Pause } from '../../ports/system.ts';

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
 * the function as its only dimension: ids would cost money and tell people apart. Each stage has a namespace of its own, so
 * that a test is never counted as life.
 */
export const consoleLog = (functionName: string, stage: string): Log => ({
  write(message, fields = {}) {
    const line = {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: metricsOf(message, fields).map((each) => ({ Namespace: `Mainstay/${stage}`, ...each })),
      },
      functionName,
      stage,
      [message]: 1,
      message,
      ...withoutAmount(fields),
    };
    console.log(JSON.stringify(line));
  },
});

/** A metric of the whole stage, whichever function saw it first: the return page or the worker. */
const ofTheStage: readonly LogMessage[] = [
  ...(['payment-confirmed', 'membership-started', 'membership-ended', 'membership-recovered'] as const),
  'given-after-reminder',
  'address-unreadable',
];

function metricsOf(message: LogMessage, { amountMinor, delaySeconds, declined }: LogFields) {
  const counted = { Name: message, Unit: 'Count' };
  const measured = [
    ...(delaySeconds === undefined ? [] : [{ Name: 'delaySeconds', Unit: 'Seconds' }]),
    ...(declined === undefined ? [] : [{ Name: 'declined', Unit: 'None' }]),
  ];
  return [
    {
      Dimensions: [[ofTheStage.includes(message) ? 'stage' : 'functionName']],
      Metrics: [counted, ...measured],
    },
    ...(amountMinor === undefined
      ? []
      : [{ Dimensions: [['frequency', 'currency']], Metrics: [{ Name: 'amountMinor', Unit: 'None' }] }]),
  ];
}

/** No amount that somebody gave is ever written: only one of the two sizes around it. */
function withoutAmount({ amountMinor, ...fields }: LogFields): LogFields {
  if (amountMinor === undefined) return fields;
  return { ...fields, amountMinor: blurred(amountMinor, randomBytes(4).readUInt32LE() / 2 ** 32) };
}
