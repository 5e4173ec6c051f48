import { type RequestHandler, Router, urlencoded } from 'express';
import { dayOf, HOUR, type Instant, weekday } from '../../domain/calendar';
import { formatDay } from '../../domain/vietnamese';

/** How far the clock can be moved by hand. */
export const STEPS = ['day', 'week', 'event'] as const;
export type Step = (typeof STEPS)[number];

export interface Movable {
  now(): Instant;
  move(step: Step): Promise<void>;
}

const WORDS = {
  vi: {
    label: 'Đồng hồ của bản thử',
    day: 'Sang ngày sau',
    week: 'Sang tuần sau',
    event: 'Đến khi có việc',
    weekdays: ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'],
  },
  en: {
    label: 'Clock of the demo',
    day: 'Next day',
    week: 'Next week',
    event: 'Until something happens',
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  },
} as const;

const STYLE = `
.clock { position: sticky; top: 0; z-index: 9; display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center;
  padding: .4rem 1rem; background: #2b2a33; color: #fff; }
.clock strong { font-variant-numeric: tabular-nums; }
.clock form { display: flex; flex-wrap: wrap; gap: .4rem; }
.clock button, .phone .clock button { width: auto; min-height: 2.2rem; padding: .2rem .8rem; font-size: .95rem;
  background: #fff; color: #2b2a33; border-color: #fff; }
@media print { .clock { display: none; } }
`;

/**
 * Puts a clock on top of every page and moves it. It stands before the app and knows nothing of it, as the app knows
 * nothing of a clock that can be moved: outside the demo there is no trace of either.
 */
export function clockBar(clock: Movable): Router {
  const router = Router();
  router.get('/demo/clock.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('css').send(STYLE);
  });
  router.post('/demo/clock', urlencoded({ extended: false }), async (request, response) => {
    const step = STEPS.find((one) => one === request.body?.step);
    if (step) await clock.move(step);
    response.redirect(303, within(String(request.body?.back ?? '')));
  });
  router.use(withBar(clock));
  return router;
}

/** Every HTML page that passes gets the bar as the first thing in its body. */
function withBar(clock: Movable): RequestHandler {
  return (request, response, next) => {
    const { send } = response;
    response.send = function (this: typeof response, body?: unknown) {
      const page = typeof body === 'string' && body.startsWith('<!doctype html>');
      return send.call(
        this,
        page ? body.replace(/<body[^>]*>/, (tag) => tag + bar(clock.now(), body, request.originalUrl)) : body,
      );
    };
    next();
  };
}

function bar(now: Instant, page: string, here: string): string {
  const words = WORDS[/<html lang="en"/.test(page) ? 'en' : 'vi'];
  const day = dayOf(now);
  const hour = new Date(now + 7 * HOUR).toISOString().slice(11, 16);
  const buttons = STEPS.map((step) => `<button name="step" value="${step}">${words[step]}</button>`);
  return `<aside class="clock" aria-label="${words.label}"><link rel="stylesheet" href="/demo/clock.css"><strong><time datetime="${day}">${words.weekdays[weekday(day)]} ${formatDay(day)} ${hour}</time></strong><form method="post" action="/demo/clock"><input type="hidden" name="back" value="${escaped(here)}">${buttons.join('')}</form></aside>`;
}

/** Back to a page of ours, never elsewhere. */
const within = (path: string) => (/^\/(?![/\\])/.test(path) ? path : '/');

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
