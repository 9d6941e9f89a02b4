// One bounded request to an address of ours.

export type Reach = (url: string, init: RequestInit) => Promise<Response>;
const patience = 10_000;

/** Null where nobody answers: not a defect of the doctor's, but what it came for. */
export async function reached(reach: Reach, url: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    return await reach(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patience) });
  } catch {
    // No such host, no certificate, no answer in time.
    return null;
  }
}
