import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type RequestHandler, Router } from 'express';
import { KEEP } from './link/keep';
import { PUSH, SERVICE_WORKER } from './link/push-script';
import { STYLE } from './style';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M2 22c5-12 23-12 28 0M8 22v-7M16 22v-9M24 22v-7M1 22h30" fill="none" stroke="#0b6b57" stroke-width="2.5" stroke-linecap="round"/></svg>`;

const style = Buffer.from(STYLE.trim());
const keep = Buffer.from(KEEP.replace(/\n\s*/g, '\n'));
const push = Buffer.from(PUSH.replace(/\n\s*/g, '\n'));
const htmx = readFileSync(require.resolve('htmx.org/dist/htmx.min.js'));

/** Names carry a hash of what is in them: a new one has a new address, so each may be kept for ever. */
export const ASSETS = {
  style: `style.${hashOf(style)}.css`,
  htmx: `htmx.${hashOf(htmx)}.js`,
  keep: `keep.${hashOf(keep)}.js`,
  push: `push.${hashOf(push)}.js`,
};

export function assets(): Router {
  const serve =
    (type: string, body: Buffer | string): RequestHandler =>
    (_request, response) => {
      response.set('Cache-Control', 'public, max-age=31536000, immutable').type(type).send(body);
    };
  return (
    Router()
      .get(`/assets/${ASSETS.style}`, serve('css', style))
      .get(`/assets/${ASSETS.htmx}`, serve('js', htmx))
      .get(`/assets/${ASSETS.keep}`, serve('js', keep))
      .get(`/assets/${ASSETS.push}`, serve('js', push))
      // Its address says which pages it serves, and browsers look for a newer one there.
      .get('/sw.js', (_request, response) => {
        response.set('Cache-Control', 'no-cache').type('js').send(SERVICE_WORKER);
      })
      .get('/assets/icon.svg', serve('svg', ICON))
  );
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}
