// One request with a time limit to an address of the stage.

export type Reach = (url: string, init: RequestInit) => Promise<Response>;
const timeoutMilliseconds = 10_000;

/** Null if nothing answers: that is a result of the check, not an error. */
export async function reached(reach: Reach, url: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    return await reach(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds) });
  } catch {
    // No such host, no certificate, no answer in time.
    return null;
  }
}
