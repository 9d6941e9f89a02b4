// Text as HTML, for pages and messages that are written as strings: the one place that knows which characters to escape.
// Safe between tags and inside double quotes, and nowhere else.

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
