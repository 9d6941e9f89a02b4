// What every process that a test starts is given, and nothing else of the machine: where programs are, the tests' own settings,
// and the code that Node has compiled before, without which each start costs a third more.

/** Only what is set: a child would take an empty value for one. */
export const childEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
