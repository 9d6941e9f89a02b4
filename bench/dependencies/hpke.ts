// Sealing with HPKE.
import { suite } from '../../shared/adapters/hpke/suite.ts';

export const used = suite;
export const handler = async () => ({ statusCode: 200 });
