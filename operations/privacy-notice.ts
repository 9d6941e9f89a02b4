// npm run privacy-notice -- --stage live: writes the notice for readers in six languages, as Markdown and as pages, for the newsroom to
// read, to change where its own site holds more, and to publish.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '#settings';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { mailLanguageOf } from '../shared/core/mail-templates/mail-language.ts';
import { noticeMarkdown, noticePage, noticeTexts } from './privacy-notice/notice.ts';
import type { CommandHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'privacy-notice [-- --stage NAME] [--out FOLDER]',
  does: 'Writes the privacy notice for readers in six languages, as Markdown and HTML. It calls nothing.',
  options: {
    '--stage NAME': 'whose site and region it names; "live" without it',
    '--out FOLDER': 'where the files go; "privacy-notice" without it',
  },
  example: 'npm run privacy-notice -- --stage live',
};

await runCommand(help, async () => {
  const options = {
    stage: { type: 'string', default: 'live' },
    out: { type: 'string', default: 'privacy-notice' },
  } as const;
  const { values } = parseArgs({ options });
  const stage = settings.stages[values.stage];
  if (stage === undefined) throw new CannotStart(`There is no stage "${values.stage}" in mainstay.config.ts.`);
  mkdirSync(values.out, { recursive: true });
  for (const language of Object.keys(noticeTexts).map(mailLanguageOf)) {
    const markdown = noticeMarkdown(language, settings, stage);
    writeFileSync(join(values.out, `${language}.md`), markdown);
    writeFileSync(join(values.out, `${language}.html`), noticePage(language, markdown));
  }
  process.stdout.write(
    `\n  Wrote ${Object.keys(noticeTexts).length * 2} files to ${values.out}. Read them before you publish them.\n\n`,
  );
  return true;
});
