// The demo newsroom: a small newspaper as a web team would run it with Mainstay. Each page is one file for everybody. As
// an edge would, it marks a page as quiet only where the server itself verifies the pass, so that supporters without
// JavaScript see no requests for money either. Its pages call no origin but their own.
import { type Context, Hono } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { accountPage } from './account-page.ts';
import { topicSlug } from './article.ts';
import { articlePage } from './article-page.ts';
import { articles } from './articles/all.ts';
import { documentOf, type Page } from './document.ts';
import { frontPage, missingPage, topicPage } from './front-page.ts';
import { headersFor } from './policy.ts';
import type { Published } from './published.ts';
import { reminderPage } from './reminder-page.ts';
import { readStatics } from './statics.ts';
import { supportPage } from './support-page.ts';

export interface NewsroomOptions {
  readonly cookieNames: { readonly pass: string };
  /** What the edge in front of the pages found; false for no pass, a forged pass and a stale one. */
  recognise(headers: Headers): Promise<boolean>;
  /** Whether the edge says that the reader is where nobody is asked. */
  isNotFromHere(headers: Headers): Promise<boolean>;
  /** Everything that the pages use of Mainstay. */
  readonly published: Published;
  /** Loaded before every other script; it moves the page's clock. Null where nothing does. */
  readonly clockScript: string | null;
  /** Where a plain form may be redirected: browsers apply `form-action` to redirects as well. */
  readonly stripeOrigins: readonly string[];
}

export function newsroomPages(options: NewsroomOptions): Hono {
  const { cookieNames, recognise, isNotFromHere, published, clockScript, stripeOrigins } = options;
  const headers = headersFor(published.manifest.head.policy, stripeOrigins);
  const print = async (context: Context, page: Page, status: 200 | 404 = 200): Promise<Response> => {
    const { headers: sent } = context.req.raw;
    const marks = { isQuiet: await recognise(sent), isNotFromHere: await isNotFromHere(sent) };
    const printed = documentOf(page, { ...marks, published, clockScript, passName: cookieNames.pass });
    return context.html(Promise.resolve(printed).then(text), status, headers);
  };

  const app = new Hono();
  app.get('/', (context) => print(context, frontPage(articles, published)));
  app.get('/articles/:slug', (context) => {
    const article = articles.find((each) => each.slug === context.req.param('slug'));
    return article === undefined ? context.notFound() : print(context, articlePage(article, articles, published));
  });
  app.get('/topics/:topic', (context) => {
    const about = articles.filter((each) => each.topics.map(topicSlug).includes(context.req.param('topic')));
    return about.length === 0 ? context.notFound() : print(context, topicPage(context.req.param('topic'), about));
  });
  app.get('/support', (context) => print(context, supportPage(published)));
  app.get('/account', (context) => print(context, accountPage()));
  app.get('/reminders', (context) => print(context, reminderPage(published)));
  for (const { path, type, body, isForEver } of readStatics(published)) {
    const kept = isForEver ? 'public, max-age=31536000, immutable' : 'no-cache';
    app.get(path, (context) => context.body(body, 200, { 'content-type': type, 'cache-control': kept }));
  }
  app.notFound((context) => print(context, missingPage(), 404));
  return app;
}

const text = (printed: HtmlEscapedString): string => printed.toString();
