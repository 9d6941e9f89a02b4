// A recognition as the API writes it.
import type { Recognition } from '../../shared/actions/recognise.ts';
import type { StandingOut } from '../../shared/api/schemas/recognition.ts';
import { isoOf } from '../../shared/core/time.ts';

export const recognitionBody = ({ standing, pass }: Recognition): StandingOut => ({
  standing: { ...standing, until: standing.until === null ? null : isoOf(standing.until) },
  pass: pass === null ? null : { token: pass.token, expiresAt: isoOf(pass.expiresAt) },
});
