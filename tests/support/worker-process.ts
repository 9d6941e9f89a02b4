// A worker as a process of its own, so that it can be killed: the doorbells door behind a poller, told by the environment
// where everything is.
import { SQSClient } from '@aws-sdk/client-sqs';
import { handler } from '../../functions/doorbells.ts';
import { startPoller } from '../../local/poller.ts';
import { sqsRings } from '../../local/rings.ts';

startPoller(sqsRings(new SQSClient({}), process.env['DOORBELLS_URL'] ?? ''), handler, () => undefined);
