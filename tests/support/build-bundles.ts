// A process of its own that bundles the functions with the tests' settings: what starts the tests itself has the newsroom's.
// Usage: node --conditions=test-settings tests/support/build-bundles.ts <folder>
import { buildFunctions } from '../../build.ts';

await buildFunctions(process.argv[2]);
