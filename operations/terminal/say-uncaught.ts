// Loaded before a command (`node --import`): prints one sentence for an error that its imports threw, as a wrong setting in
// mainstay.config.ts does before the command itself runs. Any other error is a defect and keeps its stack.

/** Errors that the operator can correct: our own about settings and stages, and the CDK's about a construct's properties. */
const isForOperator = (error: Error): boolean =>
  /^(?:mainstay\.config\.ts|There is no stage)/.test(error.message) ||
  ['CannotStart', 'ValidationError'].includes(error.name);

process.on('uncaughtException', (error) => {
  const isKnown = error instanceof Error && isForOperator(error);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(isKnown ? `\n  ${error.message}\n\n` : `This is a defect of Mainstay:\n${stack}\n`);
  process.exitCode = 1;
});
