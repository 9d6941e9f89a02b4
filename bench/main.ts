// `npm run bench`: the size and start of the functions, the cost of each flow, and the speed of the worker, beside the
// budgets. It always ends with 0, except with `-- --strict`. `-- --runs 31` measures more starts, `-- --flows` only flows and
// throughput. `-- --peers` compares the worker with published packages instead.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { findJava, startDynamodbLocal } from '../local/servers/dynamodb-local.ts';
import { describeDependencies, describeFunctions } from './cold-start/describe-functions.ts';
import { measureDependencies } from './cold-start/measure-dependencies.ts';
import { measureFunctions } from './cold-start/measure-functions.ts';
import { describeFlows, describeThroughput } from './flows/describe-flows.ts';
import { type FlowHarness, openFlowHarness } from './flows/flow-harness.ts';
import { measureBatches } from './flows/measure-batches.ts';
import { measureFlows } from './flows/measure-flows.ts';
import { measureThroughput } from './flows/measure-throughput.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '11' },
    strict: { type: 'boolean', default: false },
    flows: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1 || runs > 1000) throw new Error('--runs must be a whole number up to 1000');

if (values.peers) {
  // Only then: the packages that it compares with are installed on demand.
  const [{ measurePeers }, { describePeers }] = [
    await import('./peers/measure-peers.ts'),
    await import('./peers/describe-peers.ts'),
  ];
  const rows = await measurePeers(showProgress);
  showProgress('');
  console.log(describePeers(rows, new Date()));
  process.exit(0);
}
const over = [...(values.flows ? [] : await benchFunctions()), ...(await benchFlows())];
for (const each of over) console.log(`Over its budget: ${each}.`);
if (values.strict && over.length > 0) process.exitCode = 1;

async function benchFunctions(): Promise<readonly string[]> {
  const rows = await measureFunctions(runs, (done) => showProgress(`Cold starts ${Math.round(done * 100)} %`));
  showProgress('Dependencies');
  const dependencies = await measureDependencies(runs);
  showProgress('');
  const shown = describeFunctions(rows, runs);
  console.log(`\n${shown.text}\n\n${describeDependencies(dependencies)}\n`);
  const [load = 0] = loadavg();
  if (load > availableParallelism())
    console.log(`The machine was busy (load ${load.toFixed(1)}): the elapsed times are unreliable.\n`);
  return shown.over;
}

async function benchFlows(): Promise<readonly string[]> {
  const java = await findJava();
  if (java === null) {
    console.log('No Java 17: flows and throughput are NOT measured.\n');
    return ['the part that needs Java'];
  }
  showProgress('DynamoDB Local starts');
  const table = await startDynamodbLocal({ java, port: 0, directory: null });
  try {
    showProgress('Flows');
    const each = await inHarness(table.endpoint, measureFlows);
    const shown = describeFlows([...each, ...(await inHarness(table.endpoint, measureBatches))]);
    showProgress('Throughput');
    const throughput = await inHarness(table.endpoint, measureThroughput);
    showProgress('');
    console.log(`${shown.text}\n\n${describeThroughput(throughput)}\n`);
    return shown.over;
  } finally {
    await table.stop();
  }
}

/** Each in a harness of its own: flows move the sandbox's clock. */
async function inHarness<T>(endpoint: string, measure: (harness: FlowHarness) => Promise<T>): Promise<T> {
  const harness = await openFlowHarness(endpoint);
  try {
    return await measure(harness);
  } finally {
    harness.close();
  }
}

/** One line that is rewritten, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}
