// Liveness, and nothing about what lies behind: a public answer that listed the parts would be a map for an attacker.
import { type Result, succeed } from '../core/result.ts';

export const readHealth = async (): Promise<Result<{ readonly status: 'ok' }, never>> => succeed({ status: 'ok' });
