// The names of the local queues, and their addresses in fauxqs.

export const queueName = 'sync-requests.fifo';
export const deadLetterName = 'sync-requests-dead.fifo';
export const mailQueueName = 'mail';

/** The address that fauxqs returns has a host name that only some systems resolve. It reads the path alone. */
export const queueUrlOf = (endpoint: string, name: string): string => `${endpoint}/000000000000/${name}`;
