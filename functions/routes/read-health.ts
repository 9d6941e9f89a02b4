// GET /v1/health: liveness, and through a CDN which of the two origin secrets it sent.
import { readHealth } from '../../shared/actions/read-health.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering, type HandlerNeeds } from '../runtime/http-handler.ts';
import { sentSecret } from '../runtime/passage.ts';

export const readHealthRoute = ({ edge }: Pick<HandlerNeeds, 'edge'>) =>
  answering('readHealth', routes.readHealth, async ({ header }) => {
    const read = await readHealth({ originSecret: await sentSecret(edge, header) });
    return read.ok ? succeed({ status: 200, body: read.value }) : fail({ failure: read.failure });
  });
