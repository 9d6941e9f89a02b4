// Replaces the API, the browser's memory and the reader on a gallery page. Loaded before the head snippet, it answers what
// the state says, and does what a reader would have done. The elements themselves are the published ones.
// Plain JavaScript in a text, because it goes to the browser as it is.

export const standInScript = `(() => {
  const { answers, actions, pass, passName } = JSON.parse(document.currentScript.dataset.state);
  const memory = new Map();
  const value = {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value });
  document.cookie = passName + '=' + pass + '; Path=/_local/states; SameSite=Lax' + (pass === '' ? '; Max-Age=0' : '');
  window.fetch = async (address, { method = 'GET' } = {}) => {
    const path = new URL(address, location.href).pathname.replace('/v1', '');
    const answer = answers[method + ' ' + path] ?? 'never';
    if (answer === 'never') return new Promise(() => {});
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    const { status, body } = answer;
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  };
  const found = async (selector) => {
    for (;;) {
      const element = document.querySelector(selector);
      if (element !== null) return element;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  // After pageshow, which makes every form ready again.
  addEventListener('pageshow', async () => {
    await new Promise((resolve) => setTimeout(resolve));
    for (const { action, on, text } of actions) {
      const element = await found(on);
      if (action === 'type') {
        element.value = text;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      } else element.click();
    }
  });
})();
`;
