// `npm start`. Looks only whether this Node can run the rest, before any of the rest is loaded.

const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(
    `Mainstay needs Node ${oldestNode} or newer; this is Node ${process.versions.node}. \`npm start\` finds the one that \`npm ci\` installed.\n`,
  );
  process.exitCode = 1;
} else {
  const { run } = await import('./environment/run.ts');
  await run();
}
