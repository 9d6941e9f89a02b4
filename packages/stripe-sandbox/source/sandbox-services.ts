// What the sandbox's routes and pages work with: the state, the delivery of webhooks, and the passing of time.
import type { SandboxState } from './sandbox-state.ts';
import type { Dispatcher } from './webhooks/deliver.ts';

export interface SandboxServices {
  readonly state: SandboxState;
  readonly dispatcher: Dispatcher;
  /** Brings the world up to the present. */
  settle(): void;
  tick(): Promise<void>;
  advance(days: number): Promise<void>;
  reset(): void;
  wait(milliseconds: number): Promise<unknown>;
}
