// The front page, the pages of topics, and the page for an unknown address.
import { html } from 'hono/html';
import { type Article, readingMinutes, topicSlug } from './article.ts';
import { topBanner } from './asks.ts';
import type { Markup, Page } from './document.ts';
import type { Published } from './published.ts';

export const frontPage = (articles: readonly Article[], published: Published): Page => ({
  title: 'The Meridian',
  description: 'Independent reporting, paid for by its readers.',
  script: 'banner',
  banner: topBanner(published, '/support'),
  main: html`<h1 class="unseen">The Meridian, today</h1>
<div class="front">${articles.map((article, at) => story(article, at === 0 ? 'lead' : 'second'))}</div>`,
});

export function topicPage(topic: string, articles: readonly Article[]): Page {
  const name = articles.flatMap((each) => each.topics).find((each) => topicSlug(each) === topic) ?? topic;
  return {
    title: `${name} · The Meridian`,
    script: 'banner',
    description: `What The Meridian has reported about: ${name}.`,
    main: html`<header class="topic-head"><p class="kind">Topic</p><h1>${name}</h1></header>
<div class="list">${articles.map((article) => story(article, 'second'))}</div>`,
  };
}

export const missingPage = (): Page => ({
  title: 'Not here · The Meridian',
  script: 'banner',
  description: 'There is no such page.',
  main: html`<header class="topic-head"><p class="kind">404</p><h1>This page was not printed</h1>
<p class="standfirst">There is nothing at this address. <a href="/">Go to the front page</a>.</p></header>`,
});

const story = (article: Article, rank: 'lead' | 'second'): Markup => html`<article class="story ${rank}">
<a href="/articles/${article.slug}"><img src="/pictures/${article.picture.name}.svg" alt="${article.picture.alternative}" width="1600" height="1000"></a>
<div>
<p class="kind">${article.kind}</p>
<h2><a href="/articles/${article.slug}">${article.title}</a></h2>
<p class="standfirst">${article.standfirst}</p>
<p class="minutes">${article.author} · ${readingMinutes(article)} min read</p>
</div>
</article>`;
