// An article, with its banner at the top and links to further articles at the end.
import { html } from 'hono/html';
import { type Article, dayOf, type Passage, readingMinutes, topicSlug } from './article.ts';
import { box, message, topBanner } from './asks.ts';
import type { Markup, Page } from './document.ts';
import type { Published } from './published.ts';

export const articlePage = (article: Article, all: readonly Article[], published: Published): Page => ({
  title: `${article.title} · The Meridian`,
  description: article.standfirst,
  script: 'mainstay',
  banner: topBanner(published, '#contribute'),
  main: html`<article class="article">
<header class="article-head">
<p class="kind">${article.kind}</p>
<h1>${article.title}</h1>
<p class="standfirst">${article.standfirst}</p>
<p class="byline">By <strong>${article.author}</strong>, in ${article.place}<br><time datetime="${article.published}">${dayOf(article)}</time> · ${readingMinutes(article)} min read</p>
</header>
${picture(article)}
<div class="text">${article.body.map(passage)}</div>
<aside class="topics" aria-labelledby="topics"><h2 id="topics">Read more about</h2><ul>${article.topics.map(
    (topic) => html`<li><a href="/topics/${topicSlug(topic)}">${topic}</a></li>`,
  )}</ul></aside>
</article>
<div class="ask" data-mainstay-show="ask">
${message(published)}
<section class="ask-box" id="contribute" aria-labelledby="contribute-title">
<h2 id="contribute-title">Support The Meridian</h2>
${box(published, { page: `/articles/${article.slug}`, source: 'article' })}
</section>
</div>
${related(all.filter((each) => each !== article))}`,
});

const picture = ({ picture: { name, alternative, caption, credit } }: Article): Markup => html`<figure class="picture">
<img src="/pictures/${name}.svg" alt="${alternative}" width="1600" height="1000">
<figcaption>${caption} <span class="credit">${credit}</span></figcaption>
</figure>`;

function passage(each: Passage): Markup {
  if (typeof each === 'string') return html`<p>${each}</p>\n`;
  return 'heading' in each
    ? html`<h2>${each.heading}</h2>\n`
    : html`<blockquote class="pull"><p>${each.quote}</p></blockquote>\n`;
}

const related = (others: readonly Article[]): Markup => html`<section class="related" aria-labelledby="related">
<h2 id="related">Related stories</h2>
<ul>${others.slice(0, 3).map(
  (each) => html`<li><a href="/articles/${each.slug}">
<img src="/pictures/${each.picture.name}.svg" alt="" width="1600" height="1000" loading="lazy">
<p class="kind">${each.kind}</p>
<h3>${each.title}</h3>
<p class="minutes">${readingMinutes(each)} min read</p>
</a></li>`,
)}</ul>
</section>`;
