// The local queues by the names they have, and where fauxqs finds them.

export const queueName = 'sync-requests.fifo';
export const deadLetterName = 'sync-requests-dead.fifo';
export const mailQueueName = 'mail';

/** The address fauxqs itself would give has a host name that only some systems resolve; it looks at the path alone. */
export const queueUrlOf = (endpoint: string, name: string): string => `${endpoint}/000000000000/${name}`;
