// Loaded before a script of package.json (`node --import`) that is no command on a stage: prints its `--help` and ends, before the
// script reads anything. npm says which script it runs in `npm_lifecycle_event`.
import { type CommandHelp, helpText, isAskingForHelp } from './command-help.ts';

export const scriptHelp: Readonly<Record<string, CommandHelp>> = {
  start: {
    usage: 'start [-- --state FOLDER]',
    does: 'Runs everything on this machine: the site, the API, a Stripe sandbox, mail and DynamoDB Local. Ctrl-C ends it.',
    options: {
      '--state FOLDER': 'where it keeps its files; .mainstay without it',
      'PORT=8787': 'in the environment: the site, and the three ports after it for the rest; 0 takes any',
      'STRIPE_SECRET_KEY=sk_…':
        'in the environment, with STRIPE_WEBHOOK_SECRET: your own test mode instead of the sandbox',
    },
    example: 'PORT=9000 npm run start',
  },
  build: {
    usage: 'build',
    does: 'Makes dist/: the functions, what the site loads, and the API description. Changes nothing else.',
    options: {},
    example: 'npm run build',
  },
  'print-box': {
    usage: 'print-box -- --return-url PATH',
    does: 'Prints a contribution box as HTML, for a page that no JavaScript prints. Run `npm run build` before it.',
    options: {
      '--return-url PATH': 'the page to come back to',
      '--lang en': 'the language of the page',
      '--currency usd': 'which currency is shown',
      '--campaign ID': 'which campaign the contribution counts for',
      '--source WORD': 'what led the reader here; it comes back in the report',
      '--methods A,B': 'names of the ways to pay',
      '--reminders': 'offers a reminder too',
      '--always': 'stays for supporters',
      '--notes': 'prints the notes of the way back instead',
    },
    example: 'npm run print-box -- --return-url /support --lang de',
  },
  bench: {
    usage: 'bench [-- --flows]',
    does: 'Measures size and start of the functions, and the cost of each flow, beside their budgets. It ends with 0.',
    options: {
      '--flows': 'only flows and throughput',
      '--peers': 'the worker beside published packages, as in docs/performance.md; needs Java and PostgreSQL',
      '--runs 31': 'more starts; 11 without it',
      '--strict': 'ends with 1 where a budget is not met',
    },
    example: 'npm run bench -- --flows',
  },
  load: {
    usage: 'load [-- --minutes NUMBER]',
    does: "Sends ten times a national newsroom's peak to a local run of its own; ends with 1 where anybody was let down.",
    options: {
      '--minutes NUMBER': 'how long; 5 without it',
      '--times NUMBER': 'how many times the peak; 10 without it',
    },
    example: 'npm run load -- --minutes 1',
  },
  mutate: {
    usage: 'mutate [-- --only WORD | --full FOLDER]',
    does: 'Plants one fault after another into the source, in memory, and ends with 1 where no test noticed one.',
    options: {
      '--only WORD': 'those whose name holds the word',
      '--full FOLDER': 'instead of the list, every fault that a rule can make there; it may take an hour',
      '--minutes NUMBER': 'with --full: stops then, and the same command goes on; 600 without it',
      '--at-load': 'with --full: also what files make when they are loaded, slowly',
    },
    example: 'npm run mutate -- --full shared/core',
  },
  scale: {
    usage: 'scale',
    does: 'Prints what 1, 10 and 100 million supporters take of every limit of AWS and Stripe. Needs Java; calls nothing outside.',
    options: {},
    example: 'npm run scale',
  },
  simulate: {
    usage: 'simulate [-- --seeds NUMBER]',
    does: 'Runs worlds of readers, Stripe and failing functions, and ends with 1 and the seeds where one is broken.',
    options: {
      '--seeds NUMBER': 'how many worlds; 1000 without it',
      '--from NUMBER': 'the first seed; 1 without it',
      '--reminders': 'worlds of reminders',
      '--money': 'worlds in which an oracle computes every standing and total',
      '--trials': 'compared asks that do not differ; it counts how many seem to',
      '--meetings': 'worlds in which workers meet at one supporter, and nothing heals what they did',
    },
    example: 'npm run simulate -- --seeds 5000 --from 100001',
  },
  'check:settings': {
    usage: 'check:settings [-- --all]',
    does: 'Edits every setting in a copy; builds and synthesises there, and runs the tests that could see the settings.',
    options: { '--all': 'runs all unit and contract tests', FILES: 'test files to run instead' },
    example: 'npm run check:settings -- --all',
  },
};

const help = scriptHelp[process.env['npm_lifecycle_event'] ?? ''];
if (help !== undefined && isAskingForHelp(process.argv.slice(2))) {
  process.stdout.write(helpText(help));
  process.exit(0);
}
