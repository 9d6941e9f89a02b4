// The demo newsroom as files: every page and every file it loads, printed once by the build for a stage without a site of its
// own. The pages are those of the local run; nobody is recognised by the server, only by the script.
import { settings } from '#settings';
import { topicSlug } from './article.ts';
import { articles } from './articles/all.ts';
import { newsroomPages } from './newsroom-pages.ts';
import { openPublished, type Published } from './published.ts';
import { readStatics } from './statics.ts';

export interface PrintedPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
/** By path; the last is for any other. */
export type PrintedPages = Readonly<Record<string, PrintedPage>>;
export const missingPath = '/404';

/** `webFiles` is the folder that `buildWeb` wrote. */
export async function printPages(webFiles: string): Promise<PrintedPages> {
  const published = await openPublished(webFiles);
  const app = newsroomPages({
    cookieNames: settings.cookies,
    recognise: async () => false,
    isNotFromHere: async () => false,
    published,
    clockScript: null,
    stripeOrigins: ['https://checkout.stripe.com', 'https://billing.stripe.com'],
  });
  const print = async (path: string): Promise<PrintedPage> => {
    const answer = await app.request(path);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  };
  const pages = pathsOf(published).map(async ([path, from]) => [path, await print(from)] as const);
  return Object.fromEntries(await Promise.all(pages));
}

/** Each path, and the page of the newsroom that lies there: three of them where the settings have them. */
function pathsOf(published: Published): readonly (readonly [path: string, from: string])[] {
  const { accountPath, supportPath, reminderPath } = settings.newsroom;
  const topics = articles.flatMap((each) => each.topics.map((topic) => `/topics/${topicSlug(topic)}`));
  const same = [
    ...['/', '/support', '/account', '/reminders', missingPath],
    ...articles.map(({ slug }) => `/articles/${slug}`),
    ...new Set(topics),
    ...readStatics(published).map(({ path }) => path),
  ];
  return [
    ...same.map((path) => [path, path] as const),
    [supportPath, '/support'],
    [accountPath, '/account'],
    [reminderPath, '/reminders'],
  ];
}
