// What a local run saves between two starts, as small text files in one folder that only its owner may read. A file is
// written beside the old one and then renamed over it. So a run killed at any moment leaves the old file or the new one.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

export interface State {
  /** Null where everything is in memory and ends with the run. */
  readonly folder: string | null;
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

export function openState(folder: string | null): State {
  return folder === null ? inMemory() : inFolder(folder);
}

function inMemory(): State {
  const saved = new Map<string, string>();
  return {
    folder: null,
    read: (name) => parse(name, saved.get(name) ?? 'null'),
    write: (name, value) => void saved.set(name, JSON.stringify(value)),
  };
}

function inFolder(folder: string): State {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ref = (name: string): string => join(folder, `${name}.json`);
  return {
    folder,
    read: (name) => parse(ref(name), textAt(ref(name))),
    write: (name, value) => {
      const fresh = `${ref(name)}.new`;
      // Flushed before it replaces the old one: otherwise a power cut could leave an empty file under the name.
      writeFileSync(fresh, JSON.stringify(value), { mode: 0o600, flush: true });
      renameSync(fresh, ref(name));
    },
  };
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'null';
    throw error;
  }
}

function parse(ref: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotStart(`${ref} is damaged. Remove it (or the whole folder) to begin afresh.`);
  }
}

export interface Saver {
  /** After a moment; several calls are one save. */
  soon(): void;
  now(): void;
  /** The last save. A later one could overwrite the files of the next run. */
  end(): void;
}

/** Short enough that a killed run loses almost nothing; long enough that a burst of changes is one file. */
const saveDelay = 100;

export function createSaver(save: () => void): Saver {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!isOver) save();
  };
  return {
    soon: () => {
      timer ??= setTimeout(now, saveDelay);
    },
    now,
    end: () => {
      now();
      isOver = true;
    },
  };
}
