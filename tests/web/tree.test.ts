// Drawing as text, for static pages: attributes as HTML has them, and nothing but text where text is meant.
import { expect, test } from 'vitest';
import { toHtml, tree } from '../../web/elements/tree.ts';

test('elements, attributes and text', () =>
  expect(toHtml(tree('p', { class: 'a', hidden: true, id: undefined, lang: false }, 'x', tree('b', {}, 'y')))).toBe(
    '<p class="a" hidden>x<b>y</b></p>',
  ));
test('a field has no end', () =>
  expect(toHtml(tree('input', { name: 'a', value: 0 }))).toBe('<input name="a" value="0">'));
test('an empty value is still a value', () => expect(toHtml(tree('input', { value: '' }))).toBe('<input value>'));
test('text and attributes cannot become markup', () =>
  expect(toHtml(tree('p', { title: `"><i>'&` }, '<script>&"'))).toBe(
    `<p title="&quot;&gt;&lt;i&gt;'&amp;">&lt;script&gt;&amp;&quot;</p>`,
  ));
