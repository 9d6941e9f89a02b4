// The answers of a function: only listed fields, caching only where it is allowed, and a page without scripts.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { problemToGateway, toGateway } from '../../functions/runtime/http-answer.ts';
import { forPeople } from '../../functions/runtime/problem-page.ts';
import { invalidRequest, type Problem, problemOf, requestProblems } from '../../shared/api/problem.ts';
import { keyOfCode } from '../../shared/api/problem-sentences.ts';
import { problemTexts } from '../../shared/api/problem-texts.ts';
import { routes, takesForms } from '../../shared/api/routes.ts';
import { none } from '../../shared/api/schemas/fields.ts';
import { mailLanguages } from '../../shared/core/mail-templates/mail-language.ts';
import { currencyOf } from '../support/builders.ts';
import { answersDescribed } from '../support/described-answers.ts';

const out = z.object({ url: z.string() });
const body = { url: 'https://x', secret: 'canary' };
const cacheOf = (answer: APIGatewayProxyStructuredResultV2) => answer.headers?.['cache-control'];

const noForm = { sent: new URLSearchParams(), accountPage: null };

describe('an answer', () => {
  test('loses what is not listed', () =>
    expect(toGateway({ status: 200, body }, out)).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"url":"https://x"}',
    }));
  test('that lacks a required field is a defect, not an answer', () =>
    expect(() => toGateway({ status: 200, body: {} }, out)).toThrow());
  test('without a body has neither body nor type', () => {
    const answer = toGateway({ status: 204 }, none);
    expect(answer).not.toHaveProperty('body');
    expect(answer.headers).not.toHaveProperty('content-type');
  });
  test('may send a reader on', () =>
    expect(toGateway({ status: 303, location: 'https://x' }, none).headers).toMatchObject({ location: 'https://x' }));
  test('is not cached, unless it says for how long', () => {
    expect(cacheOf(toGateway({ status: 200, body }, out))).toBe('no-store');
    expect(cacheOf(toGateway({ status: 200, body, cacheSeconds: 300 }, out))).toBe('public, max-age=300');
  });
  test('with a cookie is not cached, whatever it says', () => {
    const answer = toGateway({ status: 200, body, cacheSeconds: 300, cookies: ['a=1'] }, out);
    expect([cacheOf(answer), answer.cookies]).toEqual(['no-store', ['a=1']]);
  });
  test('sends no referrer, and allows no content sniffing', () =>
    expect(toGateway({ status: 204 }, none).headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    }));
});

describe('a problem', () => {
  test('is RFC 9457, with its numbers beside it', () => {
    const answer = problemToGateway(
      problemOf({ kind: 'amount-too-small', minimumMinor: 200, currency: currencyOf('usd') }),
    );
    expect(answer).toMatchObject({ statusCode: 422, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(answer.body ?? '')).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      code: 'amount-too-small',
      detail: 'The least that can be given is 2.00 USD.',
      minimumMinor: 200,
      currency: 'usd',
    });
  });
  test.each(Object.values(requestProblems))('$code has a title of its own', (problem) =>
    expect(JSON.parse(problemToGateway(problem).body ?? '')['title']).not.toBe('Error'),
  );
  test('says when to come back', () => {
    const answer = problemToGateway(problemOf({ kind: 'too-many-attempts', retryAfterSeconds: 30 }));
    expect(answer.headers).toMatchObject({ 'retry-after': '30', 'cache-control': 'no-store' });
  });
  test('removes cookies where it must', () => {
    expect(problemToGateway(requestProblems['not-found'], ['a=; Max-Age=0']).cookies).toEqual(['a=; Max-Age=0']);
    expect(problemToGateway(requestProblems['not-found'])).not.toHaveProperty('cookies');
  });
});

describe('a problem on a page', () => {
  const broke = { ...requestProblems['something-broke'], retryAfterSeconds: 5 };
  const page = (back: string | null, isRepeatable = false) =>
    forPeople.page(broke, { back, isRepeatable, locale: null, ...noForm });

  test('runs nothing and loads nothing', () => {
    const { headers, body: html = '' } = page(null);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    });
    expect(html).not.toMatch(/<script|<img|<link|src=|javascript:/i);
    expect(html).toContain('Something broke on our side.');
  });
  test.each(mailLanguages)('speaks the language of its form: %s', (language) => {
    const texts = problemTexts[language];
    const of = (problem: Problem) =>
      forPeople.page(problem, {
        back: 'https://meridian.example/a',
        isRepeatable: false,
        locale: `${language}-XX`,
        ...noForm,
      }).body;
    expect(of(broke)).toContain(`<html lang="${language}">`);
    expect(of(broke)).toContain(texts.back);
    const tooSmall = problemOf({ kind: 'amount-too-small', minimumMinor: 200, currency: currencyOf('usd') });
    expect(of(tooSmall)).toContain(texts.tooSmall.replace('{amount}', '2.00 USD'));
    const tooLarge = problemOf({ kind: 'amount-too-large', maximumMinor: 90_000, currency: currencyOf('jpy') });
    expect(of(tooLarge)).toContain(texts.tooLarge.replace('{amount}', '90000 JPY'));
    expect(of(invalidRequest(['email must be an e-mail address']))).toContain(texts.email);
    expect(of(invalidRequest(['amountMinor must be a whole number']))).toContain(texts.amount);
    expect(of(invalidRequest(['1 unknown field(s)']))).toContain(texts.unfit);
    expect(of(problemOf({ kind: 'not-fresh' }))).toContain(texts.notFresh);
  });
  test.each(mailLanguages)('has each of its texts in %s, with the amount where there is one', (language) => {
    for (const [key, english] of Object.entries(problemTexts.en)) {
      const text = Object.entries(problemTexts[language]).find(([name]) => name === key)?.[1] ?? '';
      expect([key, text.includes('{amount}')]).toEqual([key, english.includes('{amount}')]);
      expect([key, language === 'en' || text !== english]).toEqual([key, true]);
    }
  });
  test('has a sentence of its own for every problem of a route that takes forms', () => {
    const codes = answersDescribed().flatMap((each) => {
      const [name = '', , problem] = each.split(' ');
      const [, route] = Object.entries(routes).find(([key]) => key === name) ?? [];
      return route !== undefined && takesForms(route.access) && problem !== undefined ? [problem] : [];
    });
    expect(codes).toContain('not-fresh');
    expect(codes.filter((each) => !keyOfCode.has(each))).toEqual([]);
  });
  test('a language that we do not write is English', () =>
    expect(forPeople.page(broke, { back: null, isRepeatable: false, locale: 'ja', ...noForm }).body).toContain(
      '<html lang="en">',
    ));
  test('leads back to the page before, whose address is escaped', () => {
    const { body: html = '' } = page('https://meridian.example/a?"><script>alert(1)</script>&x');
    expect(html).toContain(
      '<a class="back" href="https://meridian.example/a?&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;x">',
    );
    expect(html).not.toContain('<script>');
  });
  test('retries by itself only what may be repeated, and only where there is no way back', () => {
    const isRetried = (answer: APIGatewayProxyStructuredResultV2) =>
      (answer.body ?? '').includes('http-equiv="refresh" content="5"');
    expect(isRetried(page(null, true))).toBe(true);
    expect(isRetried(page(null, false))).toBe(false);
    expect(isRetried(page('https://meridian.example/a', true))).toBe(false);
  });
});
