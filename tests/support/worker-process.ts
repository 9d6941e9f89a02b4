// A worker as a process of its own, so that it can be killed: the function `sync` behind a poller, with all addresses
// from the environment.
import { SQSClient } from '@aws-sdk/client-sqs';
import { handler } from '../../functions/sync.ts';
import { sqsMessageSource } from '../../local/environment/message-source.ts';
import { startPoller } from '../../local/environment/poller.ts';

startPoller(sqsMessageSource(new SQSClient({}), process.env['SYNC_QUEUE_URL'] ?? ''), handler, () => undefined);
