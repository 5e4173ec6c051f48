import type { Page } from 'playwright-core';

/** What must not stand on a page alone: words of the other language, and keys that have a word. */
export interface Foreign {
  words: string[];
  keys: string[];
}

/** Names of languages are written in their own. */
const AS_THEY_ARE = ['English', 'Tiếng Việt'];

/** From lists of texts in both languages, however deep: the words of the other one, and the keys they are under. */
export function foreignTo(lang: 'vi' | 'en', lists: object[]): Foreign {
  const other = lang === 'vi' ? 'en' : 'vi';
  const mine = new Set<string>(AS_THEY_ARE);
  const words = new Set<string>();
  const keys = new Set<string>();
  const gather = (value: unknown, side?: 'vi' | 'en', key?: string): void => {
    if (typeof value === 'string') {
      if (side === lang) mine.add(value);
      if (side === other) words.add(value);
    } else if (typeof value === 'object' && value !== null) {
      // A list may have an entry called 'vi' itself: only both beside each other are the two languages.
      const both = 'vi' in value && 'en' in value;
      if (both && key?.includes('-')) keys.add(key);
      for (const [name, inner] of Object.entries(value))
        gather(inner, side ?? (both && (name === 'vi' || name === 'en') ? name : undefined), name);
    }
  };
  for (const list of lists) gather(list);
  return { words: [...words].filter((word) => !mine.has(word)), keys: [...keys] };
}

export interface Looked {
  /** What is wrong with the page, by what it is; empty: nothing. */
  wrong: Record<string, string[]>;
  /** How wide the page is, in CSS pixels: wider than the window it scrolls sideways. */
  width: number;
}

/** Reads the page as it stands in the browser. */
export function lookAt(page: Page, foreign: Foreign): Promise<Looked> {
  return page.evaluate(({ words, keys }) => {
    const wrong: Record<string, string[]> = {};
    const note = (what: string, found: string) => {
      wrong[what] = [...(wrong[what] ?? []), found];
    };
    const { lang } = document.documentElement;
    const inOther = (element: Element | null) => element?.closest('[lang]')?.getAttribute('lang') !== lang;

    if (document.title.trim().length < 4) note('title', document.title);
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]));
    if (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1)
      note('headings', `one h1 first: ${levels}`);
    levels.forEach((level, i) => {
      if (level > (levels[i - 1] ?? 0) + 1) note('headings', `h${level} after h${levels[i - 1]}`);
    });

    for (const field of document.querySelectorAll<HTMLInputElement>('input, select, textarea')) {
      const named = [...(field.labels ?? [])].some((l) => l.textContent?.trim()) || field.ariaLabel;
      if (field.type !== 'hidden' && !named) note('nameless', field.outerHTML.slice(0, 120));
    }
    for (const pressed of document.querySelectorAll('a, button, summary'))
      if (!pressed.textContent?.trim() && !pressed.getAttribute('aria-label'))
        note('nameless', pressed.outerHTML.slice(0, 120));
    const seen = new Set<string>();
    for (const { id } of document.querySelectorAll('[id]')) {
      if (seen.has(id)) note('twice', id);
      seen.add(id);
    }

    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!inOther(walker.currentNode.parentElement)) texts.push(walker.currentNode.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [data-label]'))
      if (!inOther(element))
        for (const name of ['aria-label', 'placeholder', 'data-label'])
          texts.push(element.getAttribute(name) ?? '');
    const [other, raw] = [new Set(words), new Set(keys)];
    for (const text of texts.map((t) => t.trim())) {
      const parts = [text, ...text.split(/ · | – |: |, /)];
      for (const part of parts) {
        if (other.has(part) && (part === text || part.length > 5)) note('otherLanguage', text.slice(0, 120));
        if (raw.has(part)) note('keys', text.slice(0, 120));
      }
      if (/\b\d{4}-\d{2}-\d{2}\b|\d{4,}\s?(đ|VND)/.test(text)) note('unwritten', text.slice(0, 120));
      if (/\b(undefined|null|NaN|Invalid Date)\b|\[object /.test(text)) note('unwritten', text.slice(0, 120));
    }
    return { wrong, width: document.documentElement.scrollWidth };
  }, foreign);
}
