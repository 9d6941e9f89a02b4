// GET /v1/health: liveness.
import { readHealth } from '../../shared/actions/read-health.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const readHealthRoute = () =>
  answering('readHealth', routes.readHealth, async () => {
    const read = await readHealth();
    return read.ok ? succeed({ status: 200, body: read.value }) : fail({ failure: read.failure });
  });
