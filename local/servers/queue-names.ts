// The local queues by the names they have, and where fauxqs finds them.

export const queueName = 'doorbells.fifo';
export const deadLetterName = 'doorbells-dead.fifo';
export const letterName = 'letters';

/** The address fauxqs itself would give has a host name that only some systems resolve; it looks at the path alone. */
export const queueUrlOf = (endpoint: string, name: string): string => `${endpoint}/000000000000/${name}`;
