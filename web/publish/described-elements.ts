// What each element takes and fires, as one table: `custom-elements.json` and the types for JSX are made of it, and a test holds
// it against the elements' own code.

interface DescribedAttribute {
  readonly name: string;
  /** As TypeScript writes it. `boolean` is an attribute that is there or not. */
  readonly type: string;
  readonly description: string;
}
interface DescribedEvent {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}
export interface DescribedElement {
  readonly tag: string;
  readonly className: string;
  readonly description: string;
  readonly attributes: readonly DescribedAttribute[];
  readonly events: readonly DescribedEvent[];
}

const returnUrl = {
  name: 'return-url',
  type: 'string',
  description: 'The page to come back to; without it, this one.',
};
const closed = { name: 'mainstay:closed', type: 'CustomEvent<null>', description: 'It was closed.' };
const reminded = {
  name: 'mainstay:reminded',
  type: 'CustomEvent<null>',
  description: 'A reminder was requested, by e-mail or here.',
};

export const describedElements: readonly DescribedElement[] = [
  {
    tag: 'mainstay-banner',
    className: 'MainstayBanner',
    description: 'Frames words of yours that ask for support; empty, it says some of ours.',
    attributes: [
      {
        name: 'placement',
        type: '"top" | "inline" | "end"',
        description: 'Above the page, within a text, or after it.',
      },
      { name: 'closable', type: 'boolean', description: 'Has a button that closes it.' },
      { name: 'rest-days', type: 'number | string', description: 'How long a closed one rests: 7, at most 90.' },
      { name: 'href', type: 'string', description: 'Where the button of an empty one leads.' },
    ],
    events: [closed],
  },
  {
    tag: 'mainstay-contribute',
    className: 'MainstayContribute',
    description: 'The contribution box: once, monthly or annually, an amount, a button.',
    attributes: [
      { name: 'source', type: 'string', description: 'Where the reader was asked: a-z, 0-9 and "-".' },
      { name: 'campaign', type: 'string', description: 'The campaign that the contribution counts for.' },
      { name: 'frequency', type: '"once" | "monthly" | "annual"', description: 'Which is chosen at first.' },
      { name: 'currency', type: 'string', description: 'Which is shown at first, like "eur".' },
      { name: 'methods', type: 'string', description: 'Names of the ways to pay, with commas between.' },
      { name: 'statement', type: 'string', description: 'What a bank statement will show.' },
      { name: 'caution', type: 'string', description: 'Who should not give, in words of yours.' },
      returnUrl,
      { name: 'reminders', type: 'boolean', description: 'Offers "Remind me later".' },
      { name: 'always', type: 'boolean', description: 'Stays for supporters and on marked pages.' },
      { name: 'offers', type: 'string', description: 'Written by `printBox`.' },
    ],
    events: [
      { name: 'mainstay:continued', type: 'CustomEvent<null>', description: 'The payment page is about to be opened.' },
      { ...closed, description: 'The reader said that they support you already.' },
      reminded,
    ],
  },
  {
    tag: 'mainstay-remind',
    className: 'MainstayRemind',
    description: '"Remind me later", within the box.',
    attributes: [returnUrl],
    events: [reminded],
  },
  {
    tag: 'mainstay-progress',
    className: 'MainstayProgress',
    description: 'The goal of a campaign, and how many tenths of it were raised by this morning.',
    attributes: [
      { name: 'campaign', type: 'string', description: 'Which campaign of the settings.' },
      { name: 'always', type: 'boolean', description: 'Asks on quiet pages too.' },
    ],
    events: [],
  },
  {
    tag: 'mainstay-account',
    className: 'MainstayAccount',
    description: 'The supporter’s page.',
    attributes: [{ name: 'support-page', type: 'string', description: 'Where one may become a supporter.' }],
    events: [],
  },
  {
    tag: 'mainstay-cancel',
    className: 'MainstayCancel',
    description: 'The page that e-mails about reminders link to.',
    attributes: [],
    events: [],
  },
];

/** Fired on `document` and by no element. */
const decided: DescribedEvent = {
  name: 'mainstay:decided',
  type: 'CustomEvent<{ readonly show: boolean; readonly reason: string; readonly renew: boolean }>',
  description: 'After each decision whether this page view may ask.',
};
const allEvents: readonly DescribedEvent[] = [
  ...new Map([...describedElements.flatMap(({ events }) => events), decided].map((each) => [each.name, each])).values(),
];

/** A manifest of custom elements (schema 1.0.0), as editors and Storybook read it. */
export const customElementsManifest = (): object => ({
  schemaVersion: '1.0.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'mainstay.js',
      declarations: describedElements.map(({ tag, className, description, attributes, events }) => ({
        kind: 'class',
        name: className,
        customElement: true,
        tagName: tag,
        description,
        attributes: attributes.map(({ type, ...each }) => ({ ...each, type: { text: type } })),
        events: events.map(({ type, ...each }) => ({ ...each, type: { text: type } })),
      })),
      exports: describedElements.map(({ tag, className }) => ({
        kind: 'custom-element-definition',
        name: tag,
        declaration: { name: className },
      })),
    },
  ],
});

/** Global types: elements for JSX, and the events of `document` and of elements. */
export function elementTypes(): string {
  const elements = describedElements.map(
    ({ tag, description, attributes }) =>
      `  /** ${description} */\n  '${tag}': MainstayElement & {\n${attributes.map(attributeType).join('')}  };\n`,
  );
  const events = allEvents.map(({ name, type, description }) => `  /** ${description} */\n  '${name}': ${type};\n`);
  return [
    '// Types of Mainstay’s elements: for JSX, and for what their events carry. Written by the build; do not edit.\n',
    `interface MainstayElement {\n${common.map((each) => `  ${each};\n`).join('')}}\n`,
    `interface MainstayElements {\n${elements.join('')}}\n`,
    'declare namespace JSX {\n  interface IntrinsicElements extends MainstayElements {}\n}\n',
    `interface MainstayEvents {\n${events.join('')}}\n`,
    'interface DocumentEventMap extends MainstayEvents {}\ninterface HTMLElementEventMap extends MainstayEvents {}\n',
  ].join('\n');
}

const attributeType = ({ name, type, description }: DescribedAttribute): string =>
  `    /** ${description} */\n    '${name}'?: ${type} | undefined;\n`;
/** What any element takes in the dialects of JSX. */
const common = [
  'children?: unknown',
  'id?: string',
  'class?: string',
  'className?: string',
  'lang?: string',
  'dir?: string',
  'key?: string | number',
  'suppressHydrationWarning?: boolean',
  'dangerouslySetInnerHTML?: { readonly __html: string }',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template type of the text that is written
  '[data: `data-${string}`]: unknown',
];
