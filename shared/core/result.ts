// What an action answers: a value, or a failure that was to be expected. Whatever is impossible is thrown instead.

export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export const succeed = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <const F>(failure: F): Result<never, F> => ({ ok: false, failure });
