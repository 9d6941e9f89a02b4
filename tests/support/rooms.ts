// The rooms of the source, and what each may import: as narrow as what is true today. tests/architecture.test.ts checks it.

/** Errors that a person can correct, and lines about progress: the same for a local run and for the commands. */
const said = ['local/environment/cannot-start.ts', 'local/environment/progress.ts'];
/** Packages whose cost the bench measures. */
const measured = ['@aws-sdk', '@middy', 'aws-lambda', 'nodemailer', 'stripe', 'zod/mini'];
// Each room, and the only rooms or packages its files may import. First match wins.
export const rooms: readonly [room: string, mayImport: readonly string[]][] = [
  ['shared/core', ['shared/core']],
  ['shared/api', ['shared/api', 'shared/core', 'zod/mini']],
  ['shared/ports', ['shared/ports', 'shared/core']],
  ['shared/actions', ['shared/actions', 'shared/ports', 'shared/core']],
  ['shared/adapters/dynamodb/table.ts', ['shared/core']],
  ['shared/adapters/stripe/event-types.ts', ['shared/core']],
  [
    'shared/adapters',
    [
      'shared/adapters',
      'shared/ports',
      'shared/core',
      'stripe',
      'zod/mini',
      '@aws-sdk',
      '@smithy',
      '@hpke/core',
      'nodemailer',
      'node:',
    ],
  ],
  [
    'functions/runtime',
    ['functions/runtime', 'shared', '@middy', '@aws-sdk', 'zod/mini', 'aws-lambda', '#mailer', '#settings'],
  ],
  [
    'functions/routes',
    ['functions/routes', 'functions/runtime', 'shared/actions', 'shared/api', 'shared/ports', 'shared/core'],
  ],
  ['functions', ['functions/routes', 'functions/runtime', 'shared/actions', 'shared/api', 'shared/ports']],
  [
    'infra',
    [
      ...['infra', 'web/edge', 'shared/api', 'shared/adapters/dynamodb/table.ts'],
      'shared/adapters/stripe/event-types.ts',
      // The names of the log's messages, which alarms and the dashboard count.
      'shared/ports/system.ts',
      ...['#settings', 'aws-cdk-lib', 'cdk-nag', 'constructs', 'node:'],
    ],
  ],
  [
    'web/publish',
    [
      ...['web/publish', 'web/elements/print.ts', 'web/elements/strings.ts', 'shared/api', 'shared/core'],
      ...['#settings', 'esbuild', 'zod/mini', 'node:'],
    ],
  ],
  ['web/edge', ['web/edge', 'node:fs']],
  ['web/elements', ['web/elements', 'web/strings', 'shared/core', 'shared/api']],
  ['packages/stripe-sandbox', ['packages/stripe-sandbox', 'hono', '@hono', 'stripe', 'zod/mini', 'node:']],
  // The parts of the commands. What each may use of a local run is named file by file.
  ['operations/terminal', [...said, 'operations/terminal', 'shared/actions', 'shared/core', 'stripe', 'node:readline']],
  [
    'operations/stage',
    [
      ...[...said, 'operations/stage', 'local/environment/functions.ts', 'local/environment/run-record.ts'],
      ...[
        'functions/runtime/config.ts',
        'shared/api/mail-transport.ts',
        'shared/core',
        '#settings',
        'shared/api/installation-settings.ts',
        '@aws-sdk',
      ],
      ...['zod/mini', 'node:path'],
    ],
  ],
  [
    'operations/account',
    [
      ...[...said, 'operations/account', 'operations/setup', 'operations/stage', 'functions/runtime/secret-shapes.ts'],
      'operations/terminal/permission-sentence.ts',
      ...['shared/adapters', 'shared/core', 'shared/ports', '@aws-sdk', 'stripe', 'zod/mini', 'node:crypto'],
    ],
  ],
  [
    'operations/setup',
    [
      ...[...said, 'operations/setup', 'operations/account', 'operations/stage', 'operations/terminal'],
      ...['local/environment/seal-pair.ts', 'functions/runtime/secret-shapes.ts', 'shared/adapters', 'shared/ports'],
      ...['shared/core', '#settings', 'stripe'],
    ],
  ],
  [
    'operations/doctor',
    [
      ...[...said, 'operations/doctor', 'operations/account', 'operations/setup', 'operations/stage'],
      ...['operations/terminal', 'shared/adapters', 'shared/core', 'shared/ports', '@aws-sdk', 'stripe'],
    ],
  ],
  [
    'operations/preflight',
    ['operations/preflight', 'operations/doctor', 'operations/terminal', 'shared/api', '@aws-sdk'],
  ],
  [
    'operations/rotate',
    [
      ...[...said, 'operations/rotate', 'operations/account', 'operations/doctor', 'operations/stage'],
      ...['local/environment/seal-pair.ts', 'shared/adapters/dynamodb', 'shared/core', '@aws-sdk', 'zod/mini'],
    ],
  ],
  [
    'operations/import',
    [
      ...[...said, 'operations/import', 'shared/actions', 'shared/adapters/stripe', 'shared/core', 'shared/ports'],
      ...['stripe', 'zod/mini'],
    ],
  ],
  [
    'operations/report',
    [
      ...['operations/report', 'shared/adapters/dynamodb', 'shared/adapters/stripe/expands.ts', 'shared/core'],
      'shared/adapters/stripe/marker.ts',
      'shared/api/trial-settings.ts',
      ...['@aws-sdk', 'stripe', 'zod/mini'],
    ],
  ],
  [
    'operations/payouts',
    [
      ...['operations/payouts', 'local/environment/cannot-start.ts', 'shared/adapters/stripe/expands.ts'],
      ...['shared/adapters/stripe/marker.ts', 'shared/core', 'stripe', 'zod/mini', 'node:fs'],
    ],
  ],
  ['operations/cost', ['operations/cost']],
  ['operations/inspect', ['operations/inspect', 'operations/terminal', 'shared/actions', 'shared/core']],
  ['operations/privacy-page', ['operations/privacy-page', 'shared/adapters/dynamodb']],
  [
    'operations/privacy-notice',
    ['operations/privacy-notice', 'shared/adapters/dynamodb/retention', 'shared/api', 'shared/core'],
  ],
  [
    'operations/reconcile',
    [...said, 'operations/reconcile', 'operations/terminal', 'shared/actions', 'shared/core', 'shared/ports'],
  ],
  [
    'operations/rehearse',
    [
      ...[...said, 'operations/rehearse', 'operations/account', 'shared/adapters', 'shared/core', 'shared/ports'],
      ...['#settings', 'stripe'],
    ],
  ],
  [
    'operations/recount',
    [...said, 'operations/recount', 'shared/actions', 'shared/adapters/node', 'shared/core', 'shared/ports'],
  ],
  ['operations/redrive', ['operations/redrive', 'shared/adapters/node', '@aws-sdk']],
  [
    'operations',
    [
      ...[
        ...said,
        'operations',
        'functions/runtime',
        'shared/actions',
        'shared/adapters',
        'shared/core',
        'shared/ports',
      ],
      ...['#settings', '@aws-sdk', 'stripe', 'zod/mini', 'node:'],
    ],
  ],
  [
    'local/demo',
    [
      ...[
        'local/demo',
        'local/gallery/gallery-pages.ts',
        'local/servers/edge.ts',
        'local/servers/viewer-country.ts',
        'functions/runtime/secret-shapes.ts',
      ],
      ...['shared/ports', 'web/elements/print.ts', 'web/publish', '#settings', 'hono', '@hono', 'node:'],
      'aws-lambda',
    ],
  ],
  [
    'local/gallery',
    [
      ...['local/gallery', 'local/demo', 'shared/core', 'shared/ports', 'web/publish/manifest.ts', '#settings'],
      ...['hono', 'node:'],
    ],
  ],
  [
    'local/servers',
    [
      ...['local/servers', 'local/environment/cannot-start.ts', 'local/environment/lambda-context.ts', 'web/edge'],
      'local/environment/local-installation.ts',
      ...['packages/stripe-sandbox', 'shared/adapters', 'shared/api', 'shared/core', 'shared/ports', '#settings'],
      'functions/runtime/secret-shapes.ts',
      ...['@aws-sdk', '@hono', 'aws-lambda', 'aws-ses-v2-local', 'fauxqs', 'smtp-server', 'zod/mini', 'node:'],
    ],
  ],
  [
    'local/environment',
    [
      ...['local/environment', 'local/servers', 'local/demo/newsroom-server.ts', 'packages/stripe-sandbox'],
      ...['functions', 'shared/adapters', 'shared/api', 'shared/core', 'shared/ports', 'build.ts', '#settings'],
      ...['@aws-sdk', 'aws-lambda', 'stripe', 'zod/mini', 'node:'],
    ],
  ],
  ['local', ['local/environment']],
  ['bench/baselines', ['bench/baselines', 'shared/adapters/hpke', ...measured]],
  ['bench/dependencies', ['bench/dependencies', 'bench/baselines', 'shared/adapters/hpke', ...measured]],
  [
    'bench',
    [
      ...['bench', 'functions', 'local/environment', 'local/servers', 'packages/stripe-sandbox', 'build.ts'],
      ...['shared/actions', 'shared/adapters', 'shared/api', 'shared/core', 'shared/ports', '#settings'],
      // What a month's usage is assumed to be, and what it costs.
      'operations/cost',
      ...['@aws-sdk', 'aws-lambda', 'esbuild', 'stripe', 'node:'],
    ],
  ],
];
