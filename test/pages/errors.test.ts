import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../api/app';
import { openContext } from '../../api/context';

/** An app whose database answers nobody. */
function appWithoutDatabase() {
  const databaseUrl = 'postgresql://nobody@127.0.0.1:1/nothing';
  const config = {
    databaseUrl,
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    port: 0,
    publicUrl: 'http://127.0.0.1:3000',
    secret: 'a secret of at least thirty-two characters',
    logLevel: 'silent',
  };
  const engine = {
    update: async () => ({ kind: 'applied' }),
    startHandover: async () => ({ kind: 'applied' }),
  };
  const ctx = openContext(config, { engine: engine as never, log: pino({ level: 'silent' }) });
  return { app: createApp(ctx), close: () => ctx.close() };
}

describe('error pages', () => {
  const { app, close } = appWithoutDatabase();
  afterAll(close);

  test.each([
    ['vi', 'Chưa nhận được', 'thử lại sau ít phút'],
    ['en', 'Not taken', 'Try again in a few minutes'],
  ])('with the database down a page in %s says that nothing was taken', async (lang, title, advice) => {
    const { text, headers } = await request(app)
      .get(`/l/abcdefghij.0123456789abcdef?lang=${lang}`)
      .expect(503);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(advice);
    expect(headers['content-type']).toContain('text/html');
  });

  test('what was typed is given back, so that it can be sent again', async () => {
    const { text } = await request(app)
      .post('/l/abcdefghij.0123456789abcdef')
      .type('form')
      .send({ note: 'Gặp ở bến xe, <khoẻ> và vui', password: 'never shown again' })
      .expect(503);
    expect(text).toContain('Gặp ở bến xe, &lt;khoẻ> và vui');
    expect(text).not.toContain('never shown again');
  });

  test('an address that leads nowhere is a page with a way on', async () => {
    const { text } = await request(app).get('/nowhere').expect(404);
    expect(text).toContain('href="/"');
    expect(text).toContain('<main id="main"');
  });
});
